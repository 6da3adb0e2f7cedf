#include "tools/wast/values.h"

#include <string_view>

#include <doctest/doctest.h>

#include "compiler/text/lexer.h"

namespace wasmc {
namespace {

ScriptResult pattern(std::string_view source) {
  const std::vector<Token> tokens = tokenize(source).value();
  TokenCursor cursor(source, tokens);
  Result<ScriptResult> result = parse_script_result(cursor);
  if (!result.has_value()) FAIL(result.error().message);
  return std::move(*result);
}

Value value_of(std::string_view source) { return to_value(pattern(source)[0]); }

bool match(std::string_view expected, ValueType type, std::string_view actual) {
  return matches(pattern(expected), type, value_of(actual));
}

TEST_CASE("a value matches itself and no other") {
  CHECK(match("(i32.const 5)", ValueType::i32(), "(i32.const 5)"));
  CHECK(!match("(i32.const 5)", ValueType::i32(), "(i32.const 6)"));
  CHECK(!match("(i32.const 5)", ValueType::i64(), "(i64.const 5)"));
  CHECK(match("(i64.const -1)", ValueType::i64(), "(i64.const -1)"));
  CHECK(!match("(f32.const 0)", ValueType::f32(), "(f32.const -0)"));
}

TEST_CASE("only the low half of a value of 32 bits counts") {
  Value value = value_of("(i32.const 5)");
  value.i64 |= uint64_t{7} << 32;
  CHECK(matches(pattern("(i32.const 5)"), ValueType::i32(), value));
}

TEST_CASE("a canonical NaN is quiet and has no payload, of either sign") {
  CHECK(match("(f32.const nan:canonical)", ValueType::f32(), "(f32.const nan)"));
  CHECK(match("(f64.const nan:canonical)", ValueType::f64(), "(f64.const -nan)"));
  CHECK(!match("(f32.const nan:canonical)", ValueType::f32(), "(f32.const nan:0x400001)"));
  CHECK(!match("(f64.const nan:canonical)", ValueType::f64(), "(f64.const inf)"));
}

TEST_CASE("an arithmetic NaN is quiet") {
  CHECK(match("(f32.const nan:arithmetic)", ValueType::f32(), "(f32.const -nan:0x400001)"));
  CHECK(!match("(f64.const nan:arithmetic)", ValueType::f64(), "(f64.const nan:0x1)"));
}

TEST_CASE("vectors match lane by lane") {
  const ValueType v128 = ValueType::v128();
  CHECK(match("(v128.const i32x4 1 2 3 4)", v128, "(v128.const i64x2 0x200000001 0x400000003)"));
  CHECK(!match("(v128.const i32x4 1 2 3 4)", v128, "(v128.const i32x4 1 2 3 5)"));
  CHECK(match("(v128.const f32x4 nan:canonical 1 nan:arithmetic 2)", v128, "(v128.const f32x4 -nan 1 nan:0x600000 2)"));
  CHECK(!match("(v128.const f64x2 nan:canonical 1)", v128, "(v128.const f64x2 1 1)"));
}

TEST_CASE("references match null, a host's number, or what is not null") {
  const ValueType externref = ValueType::externref();
  CHECK(match("(ref.null)", externref, "(ref.null extern)"));
  CHECK(!match("(ref.null)", externref, "(ref.extern 0)"));
  CHECK(match("(ref.extern 0)", externref, "(ref.extern 0)"));
  CHECK(!match("(ref.extern 0)", externref, "(ref.extern 1)"));
  CHECK(match("(ref.extern)", externref, "(ref.extern 1)"));
  CHECK(!match("(ref.func)", ValueType::funcref(), "(ref.null func)"));
  CHECK(!match("(ref.null)", ValueType::i32(), "(i32.const 0)"));
}

TEST_CASE("a function's number is not looked at") {
  CHECK(match("(ref.func 3)", ValueType::funcref(), "(ref.extern 1)"));
}

TEST_CASE("one of several is enough") {
  CHECK(match("(either (i32.const 1) (i32.const 2))", ValueType::i32(), "(i32.const 2)"));
  CHECK(!match("(either (i32.const 1) (i32.const 2))", ValueType::i32(), "(i32.const 3)"));
}

TEST_CASE("values are described as they are written") {
  CHECK(describe(pattern("(either (i32.const -1) (f32.const nan:canonical))")) == "i32 -1 or f32 nan:canonical");
  CHECK(describe(pattern("(v128.const i16x8 0 1 2 3 4 5 6 7)")) == "i16x8 0 1 2 3 4 5 6 7");
  CHECK(describe(pattern("(ref.extern 3)")) == "ref.extern 3");
  CHECK(describe(pattern("(ref.null)")) == "ref.null");
}

TEST_CASE("an actual vector is described in the expected lanes") {
  const ScriptResult expected = pattern("(v128.const f32x4 0 0 0 0)");
  CHECK(describe(expected, ValueType::v128(), value_of("(v128.const i32x4 0x3f800000 0 0 0xbf800000)")) ==
        "f32x4 1 0 0 -1");
  CHECK(describe(expected, ValueType::i64(), value_of("(i64.const 9)")) == "i64 9");
}

TEST_CASE("values fit the parameters of their type") {
  CHECK(fits(pattern("(f64.const 1)")[0], ValueType::f64()));
  CHECK(!fits(pattern("(f64.const 1)")[0], ValueType::i64()));
  CHECK(fits(pattern("(ref.null)")[0], ValueType::externref()));
  CHECK(!fits(pattern("(ref.extern 1)")[0], ValueType::i32()));
}

}  // namespace
}  // namespace wasmc
