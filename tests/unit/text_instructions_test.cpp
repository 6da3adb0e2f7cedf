#include "compiler/text/parse_instructions.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "tests/unit/text_samples.h"

namespace wasmc {
namespace {

bool contains(const Bytes& bytes, const Bytes& part) {
  return std::search(bytes.begin(), bytes.end(), part.begin(), part.end()) != bytes.end();
}

TEST_CASE("casts and tests of references that may be null have opcodes of their own") {
  CHECK(instructions_of("ref.test (ref any)") == Bytes{0xfb, 0x14, 0x6e});
  CHECK(instructions_of("ref.test (ref null 5)") == Bytes{0xfb, 0x15, 5});
  CHECK(instructions_of("ref.cast (ref i31)") == Bytes{0xfb, 0x16, 0x6c});
  CHECK(instructions_of("ref.cast i31ref") == Bytes{0xfb, 0x17, 0x6c});
  CHECK(instructions_of("ref.null i31") == Bytes{0xd0, 0x6c});
  CHECK(instructions_of("block $l br_on_cast $l anyref (ref 1) end") ==
        Bytes{0x02, 0x40, 0xfb, 0x18, 1, 0, 0x6e, 1, 0x0b});
  CHECK(instructions_of("br_on_cast_fail 0 (ref any) i31ref") == Bytes{0xfb, 0x19, 2, 0, 0x6e, 0x6c});
}

TEST_CASE("instructions on structures and arrays have indices of types, fields and segments") {
  CHECK(instructions_of("struct.new 1 struct.get_s 1 2") == Bytes{0xfb, 0, 1, 0xfb, 3, 1, 2});
  CHECK(instructions_of("array.new_fixed 1 3 array.copy 1 2") == Bytes{0xfb, 8, 1, 3, 0xfb, 0x11, 1, 2});
  CHECK(instructions_of("array.new_elem 1 2") == Bytes{0xfb, 0x0a, 1, 2});
  CHECK(instructions_of("call_ref 4 return_call_ref 5 br_on_null 0") == Bytes{0x14, 4, 0x15, 5, 0xd5, 0});
}

TEST_CASE("the number of data segments comes before code that refers to one") {
  const Bytes bytes = bytes_of("(type (array i8)) (func (drop (array.new_data 0 0))) (data \"\")");
  const Bytes data_count = section(12, {1});
  CHECK(contains(bytes, data_count));
}

TEST_CASE("atomic accesses are aligned, and a fence has a byte that is zero") {
  CHECK(instructions_of("i64.atomic.rmw32.add_u") == Bytes{0xfe, 0x24, 2, 0});
  CHECK(instructions_of("atomic.fence") == Bytes{0xfe, 3, 0});
}

TEST_CASE("what a try_table catches goes to labels around it") {
  const Bytes expected = {0x02, 0x40, 0x1f, 0x40, 4, 0, 0, 0, 1, 0, 0, 2, 0, 3, 1, 0x0c, 1, 0x0b, 0x0b};
  const std::string clauses = "(catch $e $l) (catch_ref 0 0) (catch_all $l) (catch_all_ref 1)";
  const Bytes bytes = bytes_of("(tag $e) (func block $l try_table $t " + clauses + " br $l end end)");
  CHECK(contains(bytes, expected));
  CHECK(instructions_of("(try_table (catch_all 0) nop)") == Bytes{0x1f, 0x40, 1, 2, 0, 0x01, 0x0b});
  CHECK(refusal("(func try_table $t (catch_all $t) end)") == "unknown label $t");
  CHECK(refusal("(func (try_table nop (catch_all 0)))").starts_with("unexpected token"));
}

TEST_CASE("the superseded try has catches, or delegates to a label around it") {
  const Bytes caught = {0x06, 0x40, 0x01, 0x07, 0, 0x09, 0, 0x19, 0x01, 0x0b};
  CHECK(instructions_of("try $t nop catch 0 rethrow $t catch_all nop end $t") == caught);
  CHECK(instructions_of("(try $t (do (nop)) (catch 0 (rethrow $t)) (catch_all nop))") == caught);
  const Bytes delegated = {0x02, 0x40, 0x06, 0x40, 0x01, 0x18, 0, 0x0b};
  CHECK(instructions_of("block $l try nop delegate $l end") == delegated);
  CHECK(instructions_of("(block $l (try (do nop) (delegate $l)))") == delegated);
  CHECK(instructions_of("(try (do))") == Bytes{0x06, 0x40, 0x0b});
}

TEST_CASE("the parts of a try are in order") {
  for (const char* text :
       {"try catch_all catch 0 end", "try catch 0 delegate 0", "catch 0", "delegate 0", "(catch 0)", "(try)",
        "(try (catch_all))", "(try (do) (catch_all) (catch 0))", "(try (do) (do))",
        "(try (do) (delegate 0) (catch_all))", "(try (do) nop)", "try else end", "block catch_all end"}) {
    CAPTURE(text);
    CHECK(refusal("(func " + std::string(text) + ")").starts_with("unexpected token"));
  }
  CHECK(refusal("(func try $t delegate $t)") == "unknown label $t");
}

}  // namespace
}  // namespace wasmc
