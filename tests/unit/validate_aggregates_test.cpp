// Structures and arrays: validate/structures.cpp and arrays.cpp.
#include <doctest/doctest.h>

#include "tests/unit/validated_text.h"

namespace wasmc {

TEST_CASE("a structure is made of its unpacked fields, or of nothing if these have initial values") {
  check_valid(
      "(type $s (struct (field i8) (field f64))) (func (result (ref $s))"
      "  (struct.new $s (i32.const 1) (f64.const 2)))");
  check_invalid(
      "(type $s (struct (field i8) (field f64))) (func (result (ref $s))"
      "  (struct.new $s (f64.const 2) (i32.const 1)))",
      "type mismatch");
  check_valid("(type $s (struct (field anyref))) (func (result (ref $s)) (struct.new_default $s))");
  check_invalid("(type $s (struct (field (ref any)))) (func (result (ref $s)) (struct.new_default $s))",
                "type mismatch");
  check_invalid("(type $s (array i32)) (func (result (ref $s)) (struct.new_default $s))", "type mismatch");
  check_invalid("(func (struct.new_default 3) (drop))", "unknown type 3");
}

TEST_CASE("packed fields are read with their sign or without, others as they are") {
  const std::string type = "(type $s (struct (field $p i16) (field $u i64)))";
  check_valid(type + "(func (param (ref null $s)) (result i32) (struct.get_s $s $p (local.get 0)))");
  check_valid(type + "(func (param (ref null $s)) (result i64) (struct.get $s $u (local.get 0)))");
  check_invalid(type + "(func (param (ref $s)) (result i32) (struct.get $s $p (local.get 0)))", "type mismatch");
  check_invalid(type + "(func (param (ref $s)) (result i64) (struct.get_u $s $u (local.get 0)))", "type mismatch");
  check_invalid(type + "(func (param (ref $s)) (drop (struct.get $s 2 (local.get 0))))", "unknown field 2");
}

TEST_CASE("fields and elements are written if they are mutable") {
  check_valid(
      "(type $s (struct (field (mut i8)))) (func (param (ref $s)) (struct.set $s 0 (local.get 0) (i32.const 1)))");
  check_invalid("(type $s (struct (field i8))) (func (param (ref $s)) (struct.set $s 0 (local.get 0) (i32.const 1)))",
                "immutable field");
  check_valid(
      "(type $a (array (mut i64))) (func (param (ref $a))"
      "  (array.set $a (local.get 0) (i32.const 0) (i64.const 1)))");
  check_invalid(
      "(type $a (array i64)) (func (param (ref $a))"
      "  (array.set $a (local.get 0) (i32.const 0) (i64.const 1)))",
      "immutable array");
  check_invalid(
      "(type $a (array i8)) (func (param (ref $a))"
      "  (array.fill $a (local.get 0) (i32.const 0) (i32.const 1) (i32.const 1)))",
      "immutable array");
}

TEST_CASE("an array is made of one value, of several, of none, or of a segment") {
  check_valid("(type $a (array i8)) (func (result (ref $a)) (array.new $a (i32.const 1) (i32.const 2)))");
  check_valid("(type $a (array f32)) (func (result (ref $a)) (array.new_default $a (i32.const 2)))");
  check_invalid("(type $a (array (ref eq))) (func (result (ref $a)) (array.new_default $a (i32.const 2)))",
                "type mismatch");
  check_valid("(type $a (array i64)) (func (result (ref $a)) (array.new_fixed $a 2 (i64.const 1) (i64.const 2)))");
  check_invalid("(type $a (array i64)) (func (result (ref $a)) (array.new_fixed $a 2 (i64.const 2)))", "type mismatch");
  check_invalid("(type $a (array i64)) (func (unreachable) (array.new_fixed $a 10001) (drop))", "too many operands");
  check_valid(
      "(type $a (array i16)) (data \"ab\") (func (result (ref $a))"
      "  (array.new_data $a 0 (i32.const 0) (i32.const 1)))");
  check_invalid(
      "(type $a (array funcref)) (data \"ab\") (func (result (ref $a))"
      "  (array.new_data $a 0 (i32.const 0) (i32.const 1)))",
      "array type is not numeric or vector");
  check_valid(
      "(type $a (array funcref)) (elem func) (func (result (ref $a))"
      "  (array.new_elem $a 0 (i32.const 0) (i32.const 0)))");
  check_invalid(
      "(type $a (array anyref)) (elem func) (func (result (ref $a))"
      "  (array.new_elem $a 0 (i32.const 0) (i32.const 0)))",
      "type mismatch");
}

TEST_CASE("elements are read like fields") {
  check_valid("(type $a (array i8)) (func (param (ref $a)) (result i32) (array.get_u $a (local.get 0) (i32.const 0)))");
  check_invalid("(type $a (array i8)) (func (param (ref $a)) (result i32) (array.get $a (local.get 0) (i32.const 0)))",
                "type mismatch");
  check_valid("(type $a (array i8)) (func (param (ref $a)) (result i32) (array.len (local.get 0)))");
  check_invalid("(func (param structref) (result i32) (array.len (local.get 0)))", "type mismatch");
}

TEST_CASE("an array is copied to a mutable one whose elements take the others") {
  const auto copy = [](const char* destination, const char* source) {
    return std::string("(type $d (array ") + destination + ")) (type $s (array " + source +
           ")) (func (param (ref $d) (ref $s)) (array.copy $d $s (local.get 0) (i32.const 0)"
           "  (local.get 1) (i32.const 0) (i32.const 0)))";
  };
  check_valid(copy("(mut anyref)", "i31ref"));
  check_invalid(copy("anyref", "anyref"), "immutable array");
  check_invalid(copy("(mut i8)", "i16"), "array types do not match");
  check_invalid(copy("(mut i31ref)", "anyref"), "array types do not match");
}

TEST_CASE("parts of arrays are filled from segments") {
  const auto init = [](const char* element, const char* instruction) {
    return std::string("(type $a (array ") + element + ")) (data \"ab\") (elem func) (func (param (ref $a)) (" +
           instruction + " $a 0 (local.get 0) (i32.const 0) (i32.const 0) (i32.const 0)))";
  };
  check_valid(init("(mut i8)", "array.init_data"));
  check_invalid(init("i8", "array.init_data"), "immutable array");
  check_invalid(init("(mut funcref)", "array.init_data"), "array type is not numeric or vector");
  check_valid(init("(mut funcref)", "array.init_elem"));
  check_invalid(init("(mut externref)", "array.init_elem"), "type mismatch");
}

TEST_CASE("structures and arrays are constant, what is read from them is not") {
  check_valid(
      "(type $s (struct (field i32) (field i31ref))) (type $a (array (ref $s)))"
      "(global (ref $s) (struct.new $s (i32.const 1) (ref.i31 (i32.const 2))))"
      "(global (ref $a) (array.new_fixed $a 2 (global.get 0) (struct.new_default $s)))"
      "(global (ref $a) (array.new $a (global.get 0) (i32.const 3)))"
      "(global externref (extern.convert_any (global.get 0)))");
  check_invalid("(type $s (struct (field i32))) (global i32 (struct.get $s 0 (struct.new_default $s)))",
                "constant expression required");
}

}  // namespace wasmc
