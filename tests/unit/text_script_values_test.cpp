#include "compiler/text/script_values.h"

#include <string>

#include <doctest/doctest.h>

#include "compiler/text/lexer.h"

namespace wasmc {
namespace {

using Type = ScriptValue::Type;
using NumberKind = ScriptNumber::Kind;

Result<ScriptResult> parse(std::string_view source) {
  TRY_ASSIGN(const std::vector<Token> tokens, tokenize(source));
  TokenCursor cursor(source, tokens);
  TRY_ASSIGN(ScriptResult result, parse_script_result(cursor));
  TRY(cursor.expect(Token::Kind::end));
  return result;
}

ScriptValue value_of(std::string_view source) {
  Result<ScriptResult> result = parse(source);
  if (!result.has_value()) FAIL(result.error().message);
  REQUIRE(result->size() == 1);
  return std::move((*result)[0]);
}

bool is_refused(std::string_view source) { return !parse(source).has_value(); }

TEST_CASE("numbers are their bits") {
  CHECK(value_of("(i32.const -1)").numbers[0].bits == 0xffffffff);
  CHECK(value_of("(i64.const 0x10)").type == Type::i64);
  CHECK(value_of("(f32.const -0)").numbers[0].bits == 0x80000000);
  CHECK(value_of("(f64.const nan:0x1)").numbers[0].bits == 0x7ff0000000000001);
  CHECK(is_refused("(i32.const 0x100000000)"));
  CHECK(is_refused("(i32.const 1.5)"));
}

TEST_CASE("a result may be some NaN") {
  CHECK(value_of("(f32.const nan:canonical)").numbers[0].kind == NumberKind::canonical_nan);
  CHECK(value_of("(f64.const nan:arithmetic)").numbers[0].kind == NumberKind::arithmetic_nan);
  CHECK(is_refused("(i32.const nan:canonical)"));
}

TEST_CASE("vectors have the lanes of their shape") {
  const ScriptValue bytes = value_of("(v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 -1)");
  CHECK(bytes.shape == LaneShape::i8x16);
  CHECK(bytes.numbers.size() == 16);
  CHECK(bytes.numbers[15].bits == 0xff);
  const ScriptValue floats = value_of("(v128.const f32x4 nan:canonical 0 0x1p1 -inf)");
  CHECK(floats.numbers[0].kind == NumberKind::canonical_nan);
  CHECK(floats.numbers[3].bits == 0xff800000);
  CHECK(is_refused("(v128.const f64x2 1)"));
  CHECK(is_refused("(v128.const i16x8 0 0 0 0 0 0 0 65536)"));
}

TEST_CASE("references are null, a host's, or known by their kind") {
  CHECK(value_of("(ref.null)").type == Type::null);
  CHECK(value_of("(ref.null func)").type == Type::null);
  CHECK(value_of("(ref.null (exact $t))").type == Type::null);
  CHECK(value_of("(ref.extern 7)").host_number == 7);
  CHECK(value_of("(ref.host 2)").reference == ScriptValue::Reference::host);
  CHECK(!value_of("(ref.extern)").host_number.has_value());
  CHECK(value_of("(ref.struct)").reference == ScriptValue::Reference::structure);
  CHECK(is_refused("(ref.cast)"));
}

TEST_CASE("a result may be one of several") {
  CHECK(parse("(either (i32.const 1) (i32.const 2))").value().size() == 2);
  CHECK(is_refused("(either (i32.const 1)"));
}

}  // namespace
}  // namespace wasmc
