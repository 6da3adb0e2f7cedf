#include "compiler/text/script_values.h"

#include <iterator>
#include <string>
#include <string_view>

#include "compiler/text/numbers.h"

namespace wasmc {
namespace {

using Type = ScriptValue::Type;
using Reference = ScriptValue::Reference;

struct NumberWord {
  std::string_view text;
  Type type;
};

constexpr NumberWord number_words[] = {
    {"i32.const", Type::i32}, {"i64.const", Type::i64}, {"f32.const", Type::f32}, {"f64.const", Type::f64}};

struct ReferenceWord {
  std::string_view text;
  Reference reference;
};

constexpr ReferenceWord reference_words[] = {
    {"ref.func", Reference::func},         {"ref.extern", Reference::extern_}, {"ref.host", Reference::host},
    {"ref.any", Reference::any},           {"ref.eq", Reference::eq},          {"ref.i31", Reference::i31},
    {"ref.struct", Reference::structure},  {"ref.array", Reference::array},    {"ref.exn", Reference::exception},
    {"ref.cont", Reference::continuation},
};

// How numbers of a type, or of a lane, are read.
struct NumberFormat {
  unsigned bits;
  bool is_float;
};

struct ShapeRow {
  std::string_view text;
  LaneShape shape;
  NumberFormat format;
};

constexpr ShapeRow shapes[] = {
    {"i8x16", LaneShape::i8x16, {8, false}},  {"i16x8", LaneShape::i16x8, {16, false}},
    {"i32x4", LaneShape::i32x4, {32, false}}, {"i64x2", LaneShape::i64x2, {64, false}},
    {"f32x4", LaneShape::f32x4, {32, true}},  {"f64x2", LaneShape::f64x2, {64, true}},
};

template <class Row, size_t Count>
const Row* find_word(const Row (&rows)[Count], const TokenCursor& cursor) {
  for (const Row& row : rows) {
    if (cursor.at_keyword(row.text)) return &row;
  }
  return nullptr;
}

NumberFormat format_of(Type type) {
  const bool is_wide = type == Type::i64 || type == Type::f64;
  return {is_wide ? 64u : 32u, type == Type::f32 || type == Type::f64};
}

ParsedNumber read_number(std::string_view text, NumberFormat format) {
  if (!format.is_float) return parse_integer(text, format.bits);
  return format.bits == 32 ? parse_f32(text) : parse_f64(text);
}

Result<ScriptNumber> parse_number(TokenCursor& cursor, NumberFormat format) {
  if (format.is_float && cursor.take_keyword("nan:canonical")) return ScriptNumber{ScriptNumber::Kind::canonical_nan};
  if (format.is_float && cursor.take_keyword("nan:arithmetic")) return ScriptNumber{ScriptNumber::Kind::arithmetic_nan};
  if (!cursor.at(Token::Kind::number)) return cursor.unexpected();
  const ParsedNumber number = read_number(cursor.text(), format);
  if (number.problem == ParsedNumber::Problem::malformed) return cursor.unexpected();
  if (number.problem == ParsedNumber::Problem::out_of_range) return Error{"constant out of range", cursor.offset()};
  cursor.advance();
  return ScriptNumber{ScriptNumber::Kind::bits, number.bits};
}

Result<ScriptValue> parse_vector(TokenCursor& cursor) {
  const ShapeRow* row = find_word(shapes, cursor);
  if (row == nullptr) return cursor.unexpected();
  cursor.advance();
  ScriptValue value{.type = Type::v128, .shape = row->shape};
  for (unsigned bits = 0; bits < 128; bits += row->format.bits) {
    TRY_ASSIGN(const ScriptNumber number, parse_number(cursor, row->format));
    value.numbers.push_back(number);
  }
  return value;
}

Result<ScriptValue> parse_reference(TokenCursor& cursor, Reference reference) {
  ScriptValue value{.type = Type::reference, .reference = reference};
  if (!cursor.at(Token::Kind::number)) return value;
  TRY_ASSIGN(const ScriptNumber number, parse_number(cursor, {32, false}));
  value.host_number = static_cast<uint32_t>(number.bits);
  return value;
}

Status skip_heap_type(TokenCursor& cursor) {
  if (cursor.take(Token::Kind::open)) return cursor.skip_to_close();
  if (!cursor.at(Token::Kind::close)) cursor.advance();
  return {};
}

// What is behind the opening parenthesis, but for the closing one. The type of a null says nothing that counts.
Result<ScriptValue> parse_contents(TokenCursor& cursor) {
  if (cursor.take_keyword("v128.const")) return parse_vector(cursor);
  if (cursor.take_keyword("ref.null")) {
    TRY(skip_heap_type(cursor));
    return ScriptValue{.type = Type::null};
  }
  if (const ReferenceWord* row = find_word(reference_words, cursor)) {
    cursor.advance();
    return parse_reference(cursor, row->reference);
  }
  const NumberWord* row = find_word(number_words, cursor);
  if (row == nullptr) return cursor.unexpected();
  cursor.advance();
  TRY_ASSIGN(const ScriptNumber number, parse_number(cursor, format_of(row->type)));
  return ScriptValue{.type = row->type, .numbers = {number}};
}

}  // namespace

unsigned bits_of_lane(LaneShape shape) { return shapes[static_cast<size_t>(shape)].format.bits; }

Result<ScriptValue> parse_script_value(TokenCursor& cursor) {
  TRY(cursor.expect(Token::Kind::open));
  TRY_ASSIGN(ScriptValue value, parse_contents(cursor));
  TRY(cursor.expect_close());
  return value;
}

Result<ScriptResult> parse_script_result(TokenCursor& cursor) {
  ScriptResult result;
  if (!cursor.take_open("either")) {
    TRY_ASSIGN(ScriptValue value, parse_script_value(cursor));
    result.push_back(std::move(value));
    return result;
  }
  while (!cursor.take(Token::Kind::close)) {
    TRY_ASSIGN(ScriptValue value, parse_script_value(cursor));
    result.push_back(std::move(value));
  }
  return result;
}

}  // namespace wasmc
