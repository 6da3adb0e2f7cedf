// The immediates that are numbers: constants and lanes.
#include "compiler/text/parse_immediates.h"

namespace wasmc {
namespace {

struct LaneShape {
  std::string_view text;
  size_t lane_bytes;
  ParsedNumber (*read)(std::string_view);
};

constexpr LaneShape lane_shapes[] = {
    {"i8x16", 1, parse_integer_of<8>},
    {"i16x8", 2, parse_integer_of<16>},
    {"i32x4", 4, parse_integer_of<32>},
    {"i64x2", 8, parse_integer_of<64>},
    {"f32x4", 4, parse_f32},
    {"f64x2", 8, parse_f64},
};

const LaneShape* find_shape(const TokenCursor& cursor) {
  for (const LaneShape& shape : lane_shapes) {
    if (cursor.at_keyword(shape.text)) return &shape;
  }
  return nullptr;
}

// Fails if there are fewer or more numbers next.
Status check_lane_count(const TokenCursor& cursor, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    const bool ends = cursor.at(Token::Kind::close, i) || cursor.at(Token::Kind::open, i);
    if (ends) return Error{"wrong number of lane literals", cursor.peek(i).offset};
  }
  if (!cursor.at(Token::Kind::number, count)) return {};
  return Error{"wrong number of lane literals", cursor.peek(count).offset};
}

}  // namespace

Status parse(InstructionContext& context, Lane& lane) {
  TRY_ASSIGN(const uint64_t index, parse_unsigned_number(context.text, 8));
  lane.index = static_cast<uint8_t>(index);
  return {};
}

Status parse(InstructionContext& context, Shuffle& shuffle) {
  TokenCursor& cursor = context.text.cursor;
  for (uint8_t& lane : shuffle.lanes) {
    if (!cursor.at(Token::Kind::number)) return Error{"invalid lane length: 16 lanes expected", cursor.offset()};
    const ParsedNumber index = parse_unsigned(cursor.text(), 8);
    if (index.problem != ParsedNumber::Problem::none) return Error{"i8 constant out of range", cursor.offset()};
    lane = static_cast<uint8_t>(index.bits);
    cursor.advance();
  }
  if (!cursor.at(Token::Kind::number)) return {};
  return Error{"invalid lane length: 16 lanes expected", cursor.offset()};
}

Status parse(InstructionContext& context, I32Const& constant) {
  TRY_ASSIGN(const uint64_t bits, parse_constant(context.text, parse_integer_of<32>));
  constant.value = static_cast<int32_t>(bits);
  return {};
}

Status parse(InstructionContext& context, I64Const& constant) {
  TRY_ASSIGN(const uint64_t bits, parse_constant(context.text, parse_integer_of<64>));
  constant.value = static_cast<int64_t>(bits);
  return {};
}

Status parse(InstructionContext& context, F32Const& constant) {
  TRY_ASSIGN(const uint64_t bits, parse_constant(context.text, parse_f32));
  constant.bits = static_cast<uint32_t>(bits);
  return {};
}

Status parse(InstructionContext& context, F64Const& constant) {
  TRY_ASSIGN(constant.bits, parse_constant(context.text, parse_f64));
  return {};
}

Status parse(InstructionContext& context, V128Const& constant) {
  TRY_ASSIGN(constant, parse_vector(context.text));
  return {};
}

Result<V128Const> parse_vector(TextContext& context) {
  TokenCursor& cursor = context.cursor;
  V128Const constant;
  const LaneShape* shape = find_shape(cursor);
  if (shape == nullptr) return cursor.unexpected();
  cursor.advance();
  TRY(check_lane_count(cursor, constant.bytes.size() / shape->lane_bytes));
  for (size_t byte = 0; byte < constant.bytes.size(); byte += shape->lane_bytes) {
    TRY_ASSIGN(const uint64_t lane, parse_constant(context, shape->read));
    for (size_t i = 0; i < shape->lane_bytes; ++i) constant.bytes[byte + i] = static_cast<uint8_t>(lane >> (8 * i));
  }
  return constant;
}

}  // namespace wasmc
