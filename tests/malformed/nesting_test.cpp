// What is nested as deep as its size allows: neither the stack nor time may depend on it.
#include <doctest/doctest.h>

#include "tests/malformed/hostile.h"
#include "tests/malformed/peak_memory.h"

using namespace wasmc;

namespace {

constexpr size_t deep = 100'000;
constexpr size_t bytes_for_each_level = 200;

ByteVector with_body(const ByteVector& instructions) {
  return ModuleWriter().section(1, {1, 0x60, 0, 0}).section(3, {1, 0}).code(instructions).bytes();
}

ByteVector nested(const ByteVector& opening, const ByteVector& closing) {
  ByteVector body = repeat(deep, opening);
  append(body, repeat(deep, closing));
  return with_body(body);
}

void check_accepted(const ByteVector& module) {
  const PeakMemory memory;
  CHECK(message_of(judge(module)) == "");
  CHECK(memory.bytes() < deep * bytes_for_each_level);
}

void check_refused(const ByteVector& module) {
  const PeakMemory memory;
  CHECK_FALSE(judge(module));
  CHECK(memory.bytes() < deep * bytes_for_each_level);
}

// The pieces: before all, at each level, in the middle, at each level again, after all.
std::string nested_text(std::string_view before, std::string_view opening, std::string_view middle,
                        std::string_view closing, std::string_view after) {
  std::string text(before);
  text += repeat(deep, opening);
  text += middle;
  text += repeat(deep, closing);
  text += after;
  return text;
}

}  // namespace

TEST_CASE("blocks may be nested without end") {
  check_accepted(nested({0x02, 0x40}, {0x0b}));                    // block
  check_accepted(nested({0x03, 0x40}, {0x0b}));                    // loop
  check_accepted(nested({0x41, 0x00, 0x04, 0x40}, {0x0b}));        // if
  check_accepted(nested({0x41, 0x00, 0x04, 0x40}, {0x05, 0x0b}));  // if, else
}

TEST_CASE("blocks that do not end are refused") {
  check_refused(with_body(repeat(deep, {0x02, 0x40})));
  check_refused(with_body(repeat(deep, {0x03, 0x40})));
  check_refused(with_body(repeat(deep, {0x0b})));
}

TEST_CASE("branches may leave any number of blocks") {
  ByteVector body = repeat(deep, {0x02, 0x40});
  for (size_t i = 0; i < deep; ++i) {
    body.push_back(0x0c);
    append_leb128(body, static_cast<uint32_t>(deep - i));
    body.push_back(0x0b);
  }
  CHECK(message_of(judge(with_body(body))) == "");
}

TEST_CASE("operands may stand on each other without end") {
  ByteVector body = repeat(deep * 10, {0x41, 0x00});
  append(body, repeat(deep * 10, {0x1a}));
  CHECK(message_of(judge(with_body(body))) == "");
}

TEST_CASE("a constant expression may be long") {
  ByteVector global = {1, 0x7f, 0, 0x41, 1};
  append(global, repeat(deep, {0x41, 1}));
  append(global, repeat(deep, {0x6a}));
  global.push_back(0x0b);
  CHECK(message_of(judge(ModuleWriter().section(6, global).bytes())) == "");
}

TEST_CASE("a text of nothing but parentheses or comments is refused") {
  for (const char* piece : {"(", ")", "()", "(;", "(@a ", "(@a(", "\"", "(module ", "(func "}) {
    CAPTURE(piece);
    CHECK_FALSE(judge_text(repeat(deep, piece)));
    CHECK_FALSE(judge_text("(module " + repeat(deep, piece)));
    CHECK_FALSE(judge_text("(module (func " + repeat(deep, piece)));
  }
}

TEST_CASE("comments may be nested without end") {
  CHECK(message_of(judge_text(nested_text("(module ", "(; ", "x", " ;)", ")"))) == "");
  CHECK(message_of(judge_text(nested_text("(module ", "(@a ", "x", ")", ")"))) == "");
}

TEST_CASE("instructions in the text may be nested without end, or are refused") {
  CHECK(message_of(judge_text(nested_text("(module (func ", "block ", "nop", " end", "))"))) == "");
  for (const auto& [opening, middle] :
       {std::pair{"(block ", "nop"}, std::pair{"(loop ", "nop"}, std::pair{"(drop ", "(i32.const 0)"},
        std::pair{"(i32.eqz ", "(i32.const 0)"}, std::pair{"(if (i32.const 0) (then ", "nop"},
        std::pair{"(if (if ", "nop"}, std::pair{"(i32.add (i32.const 0) ", "(i32.const 0)"}}) {
    CAPTURE(opening);
    (void)judge_text(nested_text("(module (func ", opening, middle, ")", "))"));
    (void)judge_text(nested_text("(module (func ", opening, middle, "))", "))"));
    CHECK_FALSE(judge_text(nested_text("(module (func ", opening, middle, "", "")));
  }
}

TEST_CASE("constant expressions in the text may be nested without end, or are refused") {
  const std::string sum = nested_text("", "(i32.add (i32.const 1) ", "(i32.const 1)", ")", "");
  (void)judge_text("(module (global i32 " + sum + "))");
  (void)judge_text("(module (memory 1) (data (offset " + sum + ")))");
  (void)judge_text("(module (table 1 funcref) (elem " + sum + " func))");
}

TEST_CASE("what is not instructions and nested without end is refused") {
  for (const char* opening :
       {"(type (func (param (ref ", "(ref null ", "(rec ", "(rec (type ", "(param ", "(result ", "(type ",
        "(import \"\" \"\" ", "(export \"\" ", "(elem (item ", "(sub ", "(struct (field ", "(array "}) {
    CAPTURE(opening);
    CHECK_FALSE(judge_text(nested_text("(module ", opening, "i32", ")", ")")));
    CHECK_FALSE(judge_text(nested_text("(module (type ", opening, "i32", "))", "))")));
  }
}
