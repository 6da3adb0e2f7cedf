#include "compiler/validate/types.h"

#include <doctest/doctest.h>

#include "tests/unit/validated_text.h"

namespace wasmc {

TEST_CASE("a type refers to types of its group and before only") {
  check_valid("(rec (type (struct (field (ref 1)))) (type (array (ref 0))))");
  check_invalid("(type (struct (field (ref 1)))) (type (struct))", "unknown type 1");
  check_invalid("(type (func (param (ref null 7))))", "unknown type 7");
  check_invalid("(type (func (result (ref null 7))))", "unknown type 7");
}

TEST_CASE("a supertype comes before, is open and matches") {
  check_valid("(type (sub (struct))) (type (sub 0 (struct (field i32))))");
  check_invalid("(type (sub 0 (struct)))", "unknown type 0");
  check_invalid("(type (struct)) (type (sub 0 (struct)))", "sub type 1 does not match super type 0");
  check_invalid("(type (sub (struct (field i32)))) (type (sub 0 (struct)))", "sub type 1 does not match super type 0");
  check_invalid("(type (sub (struct (field i32)))) (type (sub 0 (struct (field i64))))", "sub type");
  check_invalid("(type (sub (struct))) (type (sub 0 (array i32)))", "sub type");
}

TEST_CASE("a subtype of a function takes more and returns less") {
  check_valid(
      "(type (sub (func (param (ref i31)) (result anyref))))"
      "(type (sub 0 (func (param (ref eq)) (result (ref i31)))))");
  check_invalid("(type (sub (func (param eqref)))) (type (sub 0 (func (param i31ref))))", "sub type");
  check_invalid("(type (sub (func (result i31ref)))) (type (sub 0 (func (result eqref))))", "sub type");
  check_invalid("(type (sub (func))) (type (sub 0 (func (param i32))))", "sub type");
}

TEST_CASE("types are no deeper than the limit") {
  std::string text = "(type (sub (struct)))";
  for (int i = 0; i < 63; ++i) text += "(type (sub " + std::to_string(i) + " (struct)))";
  check_valid(text);
  check_invalid(text + "(type (sub 63 (struct)))", "sub type 64 is too deep");
}

}  // namespace wasmc
