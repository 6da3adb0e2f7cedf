#include "compiler/text/numbers.h"

#include <bit>
#include <string>

#include <doctest/doctest.h>

namespace wasmc {
namespace {

using Problem = ParsedNumber::Problem;

uint64_t bits_of(const ParsedNumber& number) {
  REQUIRE(number.problem == Problem::none);
  return number.bits;
}

uint64_t f32(std::string_view text) { return bits_of(parse_f32(text)); }
uint64_t f64(std::string_view text) { return bits_of(parse_f64(text)); }
uint64_t bits(double value) { return std::bit_cast<uint64_t>(value); }
uint64_t bits(float value) { return std::bit_cast<uint32_t>(value); }

TEST_CASE("an integer is in the range of both its signed and its unsigned type") {
  CHECK(bits_of(parse_integer("4294967295", 32)) == 0xffffffff);
  CHECK(bits_of(parse_integer("-2147483648", 32)) == 0x80000000);
  CHECK(bits_of(parse_integer("+0xffff_ffff_ffff_ffff", 64)) == ~uint64_t{0});
  CHECK(bits_of(parse_integer("-0x8000000000000000", 64)) == uint64_t{1} << 63);
  CHECK(bits_of(parse_integer("-1", 8)) == 0xff);
  CHECK(parse_integer("4294967296", 32).problem == Problem::out_of_range);
  CHECK(parse_integer("-2147483649", 32).problem == Problem::out_of_range);
  CHECK(parse_integer("18446744073709551616", 64).problem == Problem::out_of_range);
  CHECK(parse_integer("0x10000000000000000", 64).problem == Problem::out_of_range);
}

TEST_CASE("an integer is made of digits with single underscores between them") {
  for (const char* text : {"", "-", "_1", "1_", "1__0", "0x", "0x_1", "1.0", "1e1", "0xg", "inf", "--1"}) {
    CAPTURE(text);
    CHECK(parse_integer(text, 32).problem == Problem::malformed);
  }
  CHECK(bits_of(parse_integer("1_000", 32)) == 1000);
  CHECK(parse_unsigned("-1", 32).problem == Problem::malformed);
  CHECK(parse_unsigned("256", 8).problem == Problem::out_of_range);
}

TEST_CASE("a decimal number is the nearest one, ties to even") {
  CHECK(f64("0.1") == bits(0.1));
  CHECK(f32("0.1") == bits(0.1f));
  CHECK(f64("1_0.2_5e-1_0") == bits(10.25e-10));
  CHECK(f64("5.") == bits(5.0));
  CHECK(f32("16777217") == bits(16777216.0f));
  // Rounded to f64 first, this would be a tie.
  CHECK(f32("1.00000005960464477540") == bits(1.0000001f));
  CHECK(f64("-0") == uint64_t{1} << 63);
}

TEST_CASE("a decimal number may be too large but not too small") {
  CHECK(f64("1.7976931348623157e308") == 0x7fefffffffffffff);
  CHECK(parse_f64("1.7976931348623159e308").problem == Problem::out_of_range);
  CHECK(parse_f64("-1e999999999999999999999").problem == Problem::out_of_range);
  CHECK(parse_f32("340282356779733661637539395458142568448").problem == Problem::out_of_range);
  CHECK(f32("340282356779733661637539395458142568447") == 0x7f7fffff);
  CHECK(f64("1e-999999999999999999999") == 0);
  CHECK(f64("-1e-400") == uint64_t{1} << 63);
  CHECK(f64("0e999999999999999999999") == 0);
  CHECK(f64("4.9406564584124654e-324") == 1);
}

TEST_CASE("a hexadecimal number is the nearest one, ties to even") {
  CHECK(f64("0x1p0") == bits(1.0));
  CHECK(f64("0x1.8p-1") == bits(0.75));
  CHECK(f64("0xA_b.Cp+2") == bits(687.0));
  CHECK(f32("0x1.000001p0") == bits(1.0f));
  CHECK(f32("0x1.0000010000000000000000000000001p0") == 0x3f800001);
  CHECK(f32("0x1.000003p0") == 0x3f800002);
  CHECK(f32("0x1.ffffffp0") == bits(2.0f));
  CHECK(f64("0x0.0000000000000000000000001p100") == bits(1.0));
  CHECK(f64("0x0p99999999999999999999") == 0);
}

TEST_CASE("hexadecimal numbers reach the ends of the range exactly") {
  CHECK(f32("0x1p-149") == 1);
  CHECK(f32("0x1p-150") == 0);
  CHECK(f32("0x1.00001p-150") == 1);
  CHECK(f32("0x1p-99999999999999999999") == 0);
  CHECK(f32("0x1.fffffep127") == 0x7f7fffff);
  CHECK(f32("0x1.fffffefp127") == 0x7f7fffff);
  CHECK(parse_f32("0x1.ffffffp127").problem == Problem::out_of_range);
  CHECK(f32("0x1.fffffcp-127") == 0x007fffff);
  CHECK(f32("0x1.ffffffp-127") == 0x00800000);
  CHECK(f64("0x1p-1074") == 1);
  CHECK(f64("0x1.fffffffffffffp1023") == 0x7fefffffffffffff);
  CHECK(parse_f64("0x1p1024").problem == Problem::out_of_range);
}

TEST_CASE("infinities and NaNs have the bits that are written") {
  CHECK(f32("inf") == 0x7f800000);
  CHECK(f64("-inf") == 0xfff0000000000000);
  CHECK(f32("nan") == 0x7fc00000);
  CHECK(f32("-nan:0x1") == 0xff800001);
  CHECK(f64("nan:0xf_ffff_ffff_ffff") == 0x7fffffffffffffff);
  CHECK(parse_f32("nan:0x0").problem == Problem::out_of_range);
  CHECK(parse_f32("nan:0x800000").problem == Problem::out_of_range);
  CHECK(parse_f64("nan:0x10000000000000").problem == Problem::out_of_range);
}

TEST_CASE("only what the grammar allows is a number") {
  for (const char* text : {"0", "1.", "1.5e3", "0x1.p3", "-inf", "nan:0x1", "0xe", "1E+1"}) {
    CAPTURE(text);
    CHECK(is_number(text));
  }
  for (const char* text : {"", "+", ".5", "1._5", "1e", "0x1p", "0x.8", "nan:1", "nan:0x", "infinity", "1p3", "0b1"}) {
    CAPTURE(text);
    CHECK_FALSE(is_number(text));
  }
}

}  // namespace
}  // namespace wasmc
