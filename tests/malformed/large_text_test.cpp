// Texts that are small for what they make a naive parser do. They have to take time in proportion to their size: where
// that is not so, these tests take hours.
#include <doctest/doctest.h>

#include "tests/malformed/hostile.h"

using namespace wasmc;

namespace {

// The piece for each number below `count`, which stands where the piece has a '#'.
std::string numbered(uint32_t count, const std::string& piece) {
  std::string text;
  for (uint32_t i = 0; i < count; ++i) {
    for (char c : piece) c == '#' ? text += std::to_string(i) : text += c;
  }
  return text;
}

// A function type that no other number has, by its parameters.
std::string distinct_type(uint32_t number) {
  std::string text;
  for (uint32_t bits = number | 1u << 17; bits != 0; bits >>= 1) text += bits % 2 == 0 ? " i32" : " i64";
  return "(param" + text + ")";
}

void check_accepted(const std::string& text) { CHECK(message_of(judge_text(text)) == ""); }

}  // namespace

TEST_CASE("many functions may have names, and be called by them") {
  const uint32_t count = 100'000;
  check_accepted("(module " + numbered(count, "(func $f#)") + "(func " + numbered(count, "call $f# ") + "))");
}

TEST_CASE("a name twice among many is found") {
  CHECK(
      message_of(judge_text("(module " + numbered(100'000, "(func $f#)") + "(func $f99999))")).find("duplicate func") ==
      0);
}

TEST_CASE("many labels may have names, and be branched to from far within") {
  const uint32_t count = 20'000;
  check_accepted("(module (func " + numbered(count, "block $b# ") + repeat(count, "(br_if $b0 (i32.const 0)) ") +
                 repeat(count, "end ") + "))");
}

TEST_CASE("many locals may have names") {
  const uint32_t count = 49'000;
  check_accepted("(module (func " + numbered(count, "(local $l# i32)") + numbered(count, "(drop (local.get $l#))") +
                 "))");
}

TEST_CASE("many functions may have types of their own that are written in place") {
  std::string text = "(module ";
  for (uint32_t i = 0; i < 50'000; ++i) text += "(func " + distinct_type(i) + ")";
  check_accepted(text + ")");
}

TEST_CASE("many functions may have the same type written in place, beside many others") {
  std::string text = "(module ";
  for (uint32_t i = 0; i < 20'000; ++i) text += "(type (func " + distinct_type(i) + "))";
  check_accepted(text + repeat(50'000, "(func (param i32))") + ")");
}

TEST_CASE("an error on the last of many lines, or at the end of a long one, is found") {
  CHECK_FALSE(judge_text("(module " + repeat(1'000'000, "\n") + "x)"));
  CHECK_FALSE(judge_text("(module " + repeat(1'000'000, " ") + "x)"));
}

TEST_CASE("strings, numbers and names may be long") {
  check_accepted("(module (memory 100) (data (i32.const 0) \"" + repeat(1'000'000, "\\ff") + "\"))");
  check_accepted("(module (global f64 (f64.const 0." + repeat(1'000'000, "1") + ")))");
  check_accepted("(module (global f32 (f32.const 0x" + repeat(1'000'000, "0_0") + "1p-3)))");
  check_accepted("(module (func $" + std::string(90'000, 'x') + "))");
  CHECK_FALSE(judge_text("(module (global i32 (i32.const " + repeat(1'000'000, "1") + ")))"));
}
