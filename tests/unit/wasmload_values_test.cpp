#include "tools/wasmload_values.h"

#include <doctest/doctest.h>

namespace wasmc {

namespace {

Value parsed(ValueType type, std::string_view text) {
  const auto value = parse_value(type, text);
  REQUIRE_MESSAGE(value, text);
  return *value;
}

// What is printed for what was read.
std::string reprinted(ValueType type, std::string_view text) { return print_value(type, parsed(type, text)); }

}  // namespace

TEST_CASE("integers are read signed, unsigned and in hexadecimal, and printed signed") {
  CHECK(parsed(ValueType::i32(), "-1").i32 == 0xffffffff);
  CHECK(parsed(ValueType::i32(), "4294967295").i32 == 0xffffffff);
  CHECK(parsed(ValueType::i32(), "0x80000000").i32 == 0x80000000);
  CHECK(parsed(ValueType::i64(), "-0x8000000000000000").i64 == 0x8000000000000000);
  CHECK(reprinted(ValueType::i32(), "0xffffffff") == "-1");
  CHECK(reprinted(ValueType::i64(), "18446744073709551615") == "-1");
}

TEST_CASE("floating-point numbers print as the shortest text that reads back as the same") {
  for (const char* text : {"0", "-0", "1", "2.5", "0.1", "-inf", "inf", "nan", "-nan", "nan:0x1", "1e+30"}) {
    CHECK(reprinted(ValueType::f64(), text) == text);
    CHECK(reprinted(ValueType::f32(), text) == text);
  }
  CHECK(reprinted(ValueType::f64(), "0x1.8p+1") == "3");
  CHECK(reprinted(ValueType::f64(), "4.9406564584124654e-324") == "5e-324");
  CHECK(reprinted(ValueType::f32(), "16777217") == "16777216");
}

TEST_CASE("the bits of a NaN are kept") {
  CHECK(parsed(ValueType::f32(), "-nan:0x200000").f32_bits == 0xffa00000);
  CHECK(parsed(ValueType::f32(), "nan").f32_bits == 0x7fc00000);
  CHECK(parsed(ValueType::f64(), "nan:0x4000000000000").f64_bits == 0x7ff4000000000000);
}

TEST_CASE("vectors are their bytes in the order of memory") {
  const Value value = parsed(ValueType::v128(), "0x000102030405060708090a0b0c0d0e0f");
  CHECK(value.v128[0] == 0);
  CHECK(value.v128[15] == 15);
  CHECK(print_value(ValueType::v128(), value) == "000102030405060708090a0b0c0d0e0f");
}

TEST_CASE("references can be null alone") {
  CHECK(parsed(ValueType::funcref(), "null").reference == nullptr);
  CHECK(reprinted(ValueType::externref(), "null") == "null");
  CHECK_FALSE(parse_value(ValueType::externref(), "1"));
}

TEST_CASE("text that is no value of the type is refused") {
  for (const char* text : {"", "-", "x", "1x", "0x", "4294967296", "-2147483649", "1.5", " 1", "--1", "0x-1"})
    CHECK_FALSE(parse_value(ValueType::i32(), text));
  CHECK_FALSE(parse_value(ValueType::i64(), "18446744073709551616"));
  for (const char* text : {"", "-", "x", "1x", "infinity", "nan:", "nan:0x0", "nan:0x800000", "--1", " 1", "nan(1)"})
    CHECK_FALSE(parse_value(ValueType::f32(), text));
  for (const char* text : {"", "00", "0x000102030405060708090a0b0c0d0e0g", "000102030405060708090a0b0c0d0e0f00"})
    CHECK_FALSE(parse_value(ValueType::v128(), text));
  CHECK(parse_value(ValueType::i32(), "x").error().message == "\"x\" is no i32");
}

}  // namespace wasmc
