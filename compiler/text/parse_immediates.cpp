#include "compiler/text/parse_immediates.h"

#include <bit>

#include "compiler/text/parse_types.h"

namespace wasmc {
namespace {

// A word made of a name, `=` and a number: its number, or `absent` if that word is not next.
Result<uint64_t> parse_assignment(TextContext& context, std::string_view name, uint64_t absent) {
  const std::string_view text = context.cursor.text();
  if (!context.cursor.at(Token::Kind::keyword) || !text.starts_with(name)) return absent;
  const ParsedNumber number = parse_unsigned(text.substr(name.size()), 64);
  if (number.problem == ParsedNumber::Problem::malformed) {
    return Error{"unknown operator " + std::string(name), context.cursor.offset()};
  }
  if (number.problem == ParsedNumber::Problem::out_of_range) {
    return Error{"i64 constant out of range", context.cursor.offset()};
  }
  context.cursor.advance();
  return number.bits;
}

Status parse_offset_and_align(InstructionContext& context, MemArg& memarg) {
  TRY_ASSIGN(memarg.offset, parse_assignment(context.text, "offset=", 0));
  const uint32_t start = context.text.cursor.offset();
  TRY_ASSIGN(const uint64_t align, parse_assignment(context.text, "align=", uint64_t{1} << context.natural_align_log2));
  if (!std::has_single_bit(align)) return Error{"alignment must be a power of two", start};
  memarg.align_log2 = static_cast<uint32_t>(std::countr_zero(align));
  return {};
}

// A segment, with a table or memory before it unless that is the first one.
Status parse_init(TextContext& context, const IndexSpace& space, const IndexSpace& segments, uint32_t& index,
                  uint32_t& segment) {
  if (context.cursor.at_index(1)) {
    TRY_ASSIGN(index, parse_index(context, space));
  }
  TRY_ASSIGN(segment, parse_index(context, segments));
  return {};
}

// Two indices or none, which stands for the first item twice.
Status parse_copy(TextContext& context, const IndexSpace& space, uint32_t& destination, uint32_t& source) {
  if (!context.cursor.at_index()) return {};
  TRY_ASSIGN(destination, parse_index(context, space));
  TRY_ASSIGN(source, parse_index(context, space));
  return {};
}

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

Status parse(InstructionContext& context, BlockType& type) {
  TRY_ASSIGN(const TypeUse use, parse_type_use(context.text, ParameterIds::refused));
  const FunctionType& signature = use.inline_type;
  if (!use.index && signature.params.empty() && signature.results.size() <= 1) {
    if (signature.results.empty()) return {};
    type.form = BlockType::Form::value;
    type.value = signature.results[0];
    return {};
  }
  type.form = BlockType::Form::type_index;
  TRY_ASSIGN(type.type_index, resolve_type_use(context.text, use));
  return {};
}

Status parse(InstructionContext& context, Label& label) {
  if (!context.text.cursor.at(Token::Kind::id)) {
    TRY_ASSIGN(const uint64_t depth, parse_unsigned_number(context.text, 32));
    label.depth = static_cast<uint32_t>(depth);
    return {};
  }
  const uint32_t offset = context.text.cursor.offset();
  const std::string_view id = parse_optional_id(context.text);
  const auto depth = context.labels.depth_of(id);
  if (!depth) return Error{"unknown label $" + std::string(id), offset};
  label.depth = *depth;
  return {};
}

Status parse(InstructionContext& context, BranchTable& table) {
  context.targets.clear();
  do {
    Label label;
    TRY(parse(context, label));
    context.targets.push_back(label.depth);
  } while (context.text.cursor.at_index());
  table.default_target = context.targets.back();
  context.targets.pop_back();
  table.targets = context.targets;
  return {};
}

Status parse(InstructionContext& context, FunctionIndex& function) {
  TRY_ASSIGN(function.index, parse_index(context.text, context.text.functions));
  return {};
}

Status parse(InstructionContext& context, CallIndirect& call) {
  TRY_ASSIGN(call.table, parse_optional_index(context.text, context.text.tables));
  TRY_ASSIGN(const TypeUse use, parse_type_use(context.text, ParameterIds::refused));
  TRY_ASSIGN(call.type_index, resolve_type_use(context.text, use));
  return {};
}

Status parse(InstructionContext& context, LocalIndex& local) {
  TRY_ASSIGN(local.index, parse_index(context.text, context.locals));
  return {};
}

Status parse(InstructionContext& context, GlobalIndex& global) {
  TRY_ASSIGN(global.index, parse_index(context.text, context.text.globals));
  return {};
}

Status parse(InstructionContext& context, TableIndex& table) {
  TRY_ASSIGN(table.index, parse_optional_index(context.text, context.text.tables));
  return {};
}

Status parse(InstructionContext& context, TableCopy& copy) {
  return parse_copy(context.text, context.text.tables, copy.destination, copy.source);
}

Status parse(InstructionContext& context, TableInit& init) {
  return parse_init(context.text, context.text.tables, context.text.elements, init.table, init.segment);
}

Status parse(InstructionContext& context, ElementIndex& segment) {
  TRY_ASSIGN(segment.index, parse_index(context.text, context.text.elements));
  return {};
}

Status parse(InstructionContext& context, MemoryIndex& memory) {
  TRY_ASSIGN(memory.index, parse_optional_index(context.text, context.text.memories));
  return {};
}

Status parse(InstructionContext& context, MemoryCopy& copy) {
  return parse_copy(context.text, context.text.memories, copy.destination, copy.source);
}

Status parse(InstructionContext& context, MemoryInit& init) {
  context.text.needs_data_count = true;
  return parse_init(context.text, context.text.memories, context.text.data, init.memory, init.segment);
}

Status parse(InstructionContext& context, DataIndex& segment) {
  context.text.needs_data_count = true;
  TRY_ASSIGN(segment.index, parse_index(context.text, context.text.data));
  return {};
}

Status parse(InstructionContext& context, MemArg& memarg) {
  TRY_ASSIGN(memarg.memory, parse_optional_index(context.text, context.text.memories));
  return parse_offset_and_align(context, memarg);
}

Status parse(InstructionContext& context, MemArgLane& access) {
  // A number is the lane if nothing that belongs to the access follows it.
  const TokenCursor& cursor = context.text.cursor;
  const bool more_follows = cursor.at(Token::Kind::number, 1) || cursor.text(1).starts_with("offset=") ||
                            cursor.text(1).starts_with("align=");
  if (cursor.at(Token::Kind::id) || more_follows) {
    TRY_ASSIGN(access.memarg.memory, parse_optional_index(context.text, context.text.memories));
  }
  TRY(parse_offset_and_align(context, access.memarg));
  TRY_ASSIGN(const uint64_t lane, parse_unsigned_number(context.text, 8));
  access.lane = static_cast<uint8_t>(lane);
  return {};
}

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
  TokenCursor& cursor = context.text.cursor;
  const LaneShape* shape = find_shape(cursor);
  if (shape == nullptr) return cursor.unexpected();
  cursor.advance();
  TRY(check_lane_count(cursor, constant.bytes.size() / shape->lane_bytes));
  for (size_t byte = 0; byte < constant.bytes.size(); byte += shape->lane_bytes) {
    TRY_ASSIGN(const uint64_t lane, parse_constant(context.text, shape->read));
    for (size_t i = 0; i < shape->lane_bytes; ++i) constant.bytes[byte + i] = static_cast<uint8_t>(lane >> (8 * i));
  }
  return {};
}

Status parse(InstructionContext& context, ReferenceType& type) {
  TRY_ASSIGN(type.type, parse_heap_type(context.text));
  return {};
}

Status parse(InstructionContext& context, SelectTypes& select) {
  context.types.clear();
  TRY(parse_results(context.text, context.types));
  select.types = context.types;
  return {};
}

}  // namespace wasmc
