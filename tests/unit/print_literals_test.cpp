#include "compiler/text/print_literals.h"

#include <string>

#include <doctest/doctest.h>

#include "compiler/text/lexer.h"
#include "compiler/text/numbers.h"

namespace wasmc {
namespace {

template <class Print>
std::string printed(Print print) {
  StringSink sink;
  TextOutput out(sink);
  print(out);
  REQUIRE(out.finish().has_value());
  return sink.text();
}

std::string f32_text(uint32_t bits) {
  return printed([&](TextOutput& out) { print_f32(out, bits); });
}
std::string f64_text(uint64_t bits) {
  return printed([&](TextOutput& out) { print_f64(out, bits); });
}
std::string bytes_text(std::string_view bytes) {
  return printed(
      [&](TextOutput& out) { print_bytes(out, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}); });
}
std::string name_text(std::string_view name) {
  return printed([&](TextOutput& out) { print_name(out, name); });
}
std::string id_text(std::string_view name) {
  return printed([&](TextOutput& out) { print_id(out, name); });
}

// Different bits at each step, of all exponents.
uint64_t next_bits(uint64_t bits) { return bits * 6364136223846793005U + 1442695040888963407U; }

}  // namespace

TEST_CASE("numbers with a fraction are as short as they can be") {
  CHECK(f32_text(0) == "0");
  CHECK(f32_text(0x80000000) == "-0");
  CHECK(f32_text(0x3f800000) == "1");
  CHECK(f32_text(0x3dcccccd) == "0.1");
  CHECK(f32_text(1) == "1e-45");
  CHECK(f64_text(0x3fb999999999999a) == "0.1");
  CHECK(f64_text(0x7fefffffffffffff) == "1.7976931348623157e+308");
  CHECK(f64_text(0xfff0000000000000) == "-inf");
}

TEST_CASE("what a NaN carries is printed unless it is the canonical one") {
  CHECK(f32_text(0x7fc00000) == "nan");
  CHECK(f32_text(0xffc00000) == "-nan");
  CHECK(f32_text(0x7f800001) == "nan:0x1");
  CHECK(f64_text(0x7ff8000000000000) == "nan");
  CHECK(f64_text(0xfff4000000000001) == "-nan:0x4000000000001");
}

TEST_CASE("numbers are read as the same bits again") {
  uint64_t bits = 1;
  for (int i = 0; i < 20000; ++i) {
    bits = next_bits(bits);
    CHECK(parse_f64(f64_text(bits)).bits == bits);
    const auto half = static_cast<uint32_t>(bits >> 32);
    CHECK(parse_f32(f32_text(half)).bits == half);
  }
}

TEST_CASE("a vector is four words") {
  std::array<uint8_t, 16> bytes{};
  for (uint8_t i = 0; i < 16; ++i) bytes[i] = i;
  CHECK(printed([&](TextOutput& out) { print_v128(out, bytes); }) ==
        "i32x4 0x03020100 0x07060504 0x0b0a0908 0x0f0e0d0c");
}

TEST_CASE("bytes that are no printable ASCII are escaped") {
  CHECK(bytes_text("") == "\"\"");
  CHECK(bytes_text("a \"b\"\\") == "\"a \\\"b\\\"\\\\\"");
  CHECK(bytes_text("\t\n\r") == "\"\\t\\n\\r\"");
  CHECK(bytes_text(std::string_view("\0\x1b\x7f\xff", 4)) == "\"\\00\\1b\\7f\\ff\"");
  CHECK(bytes_text("\xc3\xa4") == "\"\\c3\\a4\"");
}

TEST_CASE("letters of names stay as they are, and what a terminal would obey is escaped") {
  CHECK(name_text("\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80") == "\"\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80\"");
  CHECK(name_text("\x1b[2J") == "\"\\1b[2J\"");
  CHECK(name_text("\xc2\x9b") == "\"\\u{9b}\"");
  CHECK(name_text("a\xe2\x80\xae") == "\"a\\u{202e}\"");
  CHECK(name_text("\xef\xbb\xbf") == "\"\\u{feff}\"");
}

TEST_CASE("every byte and every character is read as itself again") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  CHECK(unescape(bytes_text(bytes)) == bytes);
  const std::string name =
      "\x01 \xc2\x80 \xdf\xbf \xe0\xa0\x80 \xe2\x80\x8b \xef\xbf\xbf \xf0\x90\x80\x80 \xf4\x8f\xbf\xbf";
  CHECK(unescape(name_text(name)) == name);
}

TEST_CASE("ids are quoted where they have to be") {
  CHECK(id_text("a.b::c#1") == "$a.b::c#1");
  CHECK(id_text("<T as U>::f") == "$\"<T as U>::f\"");
  CHECK(id_text("\xc3\xa4") == "$\"\xc3\xa4\"");
  CHECK(id_text("(;") == "$\"(;\"");
}

}  // namespace wasmc
