#include "compiler/binary/read_immediates.h"

#include <algorithm>
#include <string>

namespace wasmc {
namespace {

bool read_vector(ByteReader& reader, std::array<uint8_t, 16>& bytes, const char* what) {
  std::span<const uint8_t> read;
  if (!reader.read_bytes(read, bytes.size(), what)) return false;
  std::copy(read.begin(), read.end(), bytes.begin());
  return true;
}

bool read_type_index(ByteReader& reader, uint32_t& index) {
  const uint64_t start = reader.offset();
  int64_t value = 0;
  if (!reader.read_s33(value, "block type")) return false;
  if (value < 0) return reader.fail("malformed block type", "negative type index", start);
  index = static_cast<uint32_t>(value);
  return true;
}

bool read_value_block_type(ByteReader& reader, ImmediateContext& context, BlockType& type) {
  Result<ValueType> value = read_value_type(reader, context.features, "block type");
  if (!value) return context.refuse(std::move(value.error()));
  type.form = BlockType::Form::value;
  type.value = *value;
  return true;
}

bool read_catch_clause(ByteReader& reader, CatchClause& clause) {
  const uint64_t start = reader.offset();
  uint8_t kind = 0;
  if (!reader.read_byte(kind, "catch clause")) return false;
  clause.kind = static_cast<CatchClause::Kind>(kind);
  switch (clause.kind) {
    case CatchClause::Kind::catch_:
    case CatchClause::Kind::catch_ref:
      return reader.read_u32(clause.tag, "tag index") && reader.read_u32(clause.label, "label");
    case CatchClause::Kind::catch_all:
    case CatchClause::Kind::catch_all_ref: return reader.read_u32(clause.label, "label");
  }
  return reader.fail("malformed catch clause", "catch kind", start);
}

bool read_cast_type(ByteReader& reader, ImmediateContext& context, bool nullable, ValueType& type) {
  Result<ValueType> reference = read_heap_type(reader, context.features, "heap type");
  if (!reference) return context.refuse(std::move(reference.error()));
  type = ValueType::reference(reference->heap_type(), nullable);
  return true;
}

}  // namespace

bool read(ByteReader& reader, ImmediateContext& context, BlockType& type) {
  constexpr uint8_t empty_type = 0x40;
  const uint64_t start = reader.offset();
  uint8_t code = 0;
  if (!reader.read_byte(code, "block type")) return false;
  if (code == empty_type) return true;
  reader.unread_byte();
  // As an s33 the byte is a negative number, with which a value type starts, if it is the last one and has bit 6.
  if (code < 0x80 && (code & 0x40) != 0) return read_value_block_type(reader, context, type);
  type.form = BlockType::Form::type_index;
  return context.require(Feature::multi_value, start) && read_type_index(reader, type.type_index);
}

bool read(ByteReader& reader, ImmediateContext& context, BranchTable& table) {
  const uint64_t start = reader.offset();
  uint32_t count = 0;
  if (!reader.read_u32(count, "branch table size")) return false;
  if (count > limits::branch_table_targets) {
    return context.refuse({"branch table too large: " + std::to_string(count) + " targets, at most " +
                               std::to_string(limits::branch_table_targets),
                           start});
  }
  context.targets.resize(count);
  for (uint32_t& target : context.targets) {
    if (!reader.read_u32(target, "label")) return false;
  }
  table.targets = context.targets;
  return reader.read_u32(table.default_target, "label");
}

bool read(ByteReader& reader, ImmediateContext& context, TryTable& table) {
  if (!read(reader, context, table.type)) return false;
  uint32_t count = 0;
  if (!reader.read_u32(count, "catch clauses")) return false;
  context.clauses.clear();
  for (uint32_t i = 0; i < count; ++i) {
    CatchClause clause;
    if (!read_catch_clause(reader, clause)) return false;
    context.clauses.push_back(clause);
  }
  table.clauses = context.clauses;
  return true;
}

bool read(ByteReader& reader, ImmediateContext& context, CastBranch& branch) {
  constexpr uint8_t from_nullable = 1;
  constexpr uint8_t to_nullable = 2;
  const uint64_t start = reader.offset();
  uint8_t flags = 0;
  if (!reader.read_byte(flags, "cast flags")) return false;
  if (flags > (from_nullable | to_nullable)) return reader.fail("malformed br_on_cast flags", "cast flags", start);
  if (!reader.read_u32(branch.label, "label")) return false;
  return read_cast_type(reader, context, (flags & from_nullable) != 0, branch.from) &&
         read_cast_type(reader, context, (flags & to_nullable) != 0, branch.to);
}

bool read(ByteReader& reader, ImmediateContext&, Fence&) {
  const uint64_t start = reader.offset();
  uint8_t reserved = 0;
  return reader.read_byte(reserved, "fence") && (reserved == 0 || reader.fail("zero byte expected", "fence", start));
}

bool read(ByteReader& reader, ImmediateContext& context, ReferenceType& type) {
  Result<ValueType> result = read_heap_type(reader, context.features, "heap type");
  if (!result) return context.refuse(std::move(result.error()));
  type.type = *result;
  return true;
}

bool read(ByteReader& reader, ImmediateContext& context, SelectTypes& select) {
  uint32_t count = 0;
  if (!reader.read_u32(count, "result types")) return false;
  context.types.clear();
  for (uint32_t i = 0; i < count; ++i) {
    Result<ValueType> type = read_value_type(reader, context.features, "result type");
    if (!type) return context.refuse(std::move(type.error()));
    context.types.push_back(*type);
  }
  select.types = context.types;
  return true;
}

bool read(ByteReader& reader, ImmediateContext&, Shuffle& shuffle) {
  return read_vector(reader, shuffle.lanes, "shuffle lanes");
}

bool read(ByteReader& reader, ImmediateContext&, V128Const& constant) {
  return read_vector(reader, constant.bytes, "v128 constant");
}

}  // namespace wasmc
