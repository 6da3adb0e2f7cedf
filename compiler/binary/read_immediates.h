// Reads the immediates of instructions (section 5.4): one overload for each type of module/immediates.h. False if the
// bytes are malformed; the reader or, where it names a feature, `refusal` then says why.
#pragma once

#include <optional>
#include <vector>

#include "compiler/binary/read_types.h"
#include "compiler/binary/reader.h"
#include "compiler/module/immediates.h"
#include "compiler/module/limits.h"

namespace wasmc {

// What immediates of variable length are read into, so that no instruction allocates; and an error that is more than a
// reader's.
struct ImmediateContext {
  explicit ImmediateContext(const FeatureSet& enabled) : features(enabled) {}

  const FeatureSet& features;
  std::vector<uint32_t> targets;
  std::vector<ValueType> types;
  std::vector<CatchClause> clauses;
  std::optional<Error> refusal;

  bool refuse(Error error) {
    refusal = std::move(error);
    return false;
  }
  bool require(Feature feature, uint64_t offset) {
    return features.has(feature) || refuse(features.refusal(feature, offset));
  }
};

inline bool read(ByteReader& reader, ImmediateContext&, Label& label) { return reader.read_u32(label.depth, "label"); }
inline bool read(ByteReader& reader, ImmediateContext&, FunctionIndex& function) {
  return reader.read_u32(function.index, "function index");
}
inline bool read(ByteReader& reader, ImmediateContext&, LocalIndex& local) {
  return reader.read_u32(local.index, "local index");
}
inline bool read(ByteReader& reader, ImmediateContext&, GlobalIndex& global) {
  return reader.read_u32(global.index, "global index");
}
inline bool read(ByteReader& reader, ImmediateContext&, TableIndex& table) {
  return reader.read_u32(table.index, "table index");
}
inline bool read(ByteReader& reader, ImmediateContext&, ElementIndex& segment) {
  return reader.read_u32(segment.index, "element segment index");
}
inline bool read(ByteReader& reader, ImmediateContext&, MemoryIndex& memory) {
  return reader.read_u32(memory.index, "memory index");
}
inline bool read(ByteReader& reader, ImmediateContext&, DataIndex& segment) {
  return reader.read_u32(segment.index, "data segment index");
}
inline bool read(ByteReader& reader, ImmediateContext&, TypeIndex& type) {
  return reader.read_u32(type.index, "type index");
}
inline bool read(ByteReader& reader, ImmediateContext&, TagIndex& tag) {
  return reader.read_u32(tag.index, "tag index");
}
inline bool read(ByteReader& reader, ImmediateContext&, StructField& access) {
  return reader.read_u32(access.type_index, "type index") && reader.read_u32(access.field, "field index");
}
inline bool read(ByteReader& reader, ImmediateContext&, ArrayFixed& array) {
  return reader.read_u32(array.type_index, "type index") && reader.read_u32(array.count, "array length");
}
inline bool read(ByteReader& reader, ImmediateContext&, ArrayData& array) {
  return reader.read_u32(array.type_index, "type index") && reader.read_u32(array.segment, "data segment index");
}
inline bool read(ByteReader& reader, ImmediateContext&, ArrayElement& array) {
  return reader.read_u32(array.type_index, "type index") && reader.read_u32(array.segment, "element segment index");
}
inline bool read(ByteReader& reader, ImmediateContext&, ArrayCopy& copy) {
  return reader.read_u32(copy.destination_type, "type index") && reader.read_u32(copy.source_type, "type index");
}
inline bool read(ByteReader& reader, ImmediateContext& context, CallIndirect& call) {
  if (!reader.read_u32(call.type_index, "type index")) return false;
  const uint64_t table_offset = reader.offset();
  if (!reader.read_u32(call.table, "table index")) return false;
  return call.table == 0 || context.require(Feature::reference_types, table_offset);
}
inline bool read(ByteReader& reader, ImmediateContext&, TableCopy& copy) {
  return reader.read_u32(copy.destination, "table index") && reader.read_u32(copy.source, "table index");
}
inline bool read(ByteReader& reader, ImmediateContext&, TableInit& init) {
  return reader.read_u32(init.segment, "element segment index") && reader.read_u32(init.table, "table index");
}
inline bool read(ByteReader& reader, ImmediateContext&, MemoryCopy& copy) {
  return reader.read_u32(copy.destination, "memory index") && reader.read_u32(copy.source, "memory index");
}
inline bool read(ByteReader& reader, ImmediateContext&, MemoryInit& init) {
  return reader.read_u32(init.segment, "data segment index") && reader.read_u32(init.memory, "memory index");
}

inline bool read(ByteReader& reader, ImmediateContext& context, MemArg& memarg) {
  constexpr uint32_t memory_index_follows = 0x40;
  const uint64_t start = reader.offset();
  uint32_t flags = 0;
  if (!reader.read_u32(flags, "alignment")) return false;
  if (flags >= 2 * memory_index_follows) return reader.fail("malformed memop flags", "alignment", start);
  memarg.align_log2 = flags & (memory_index_follows - 1);
  if ((flags & memory_index_follows) != 0) {
    if (!context.require(Feature::multi_memory, start) || !reader.read_u32(memarg.memory, "memory index")) return false;
  }
  return reader.read_u64(memarg.offset, "offset");
}
inline bool read(ByteReader& reader, ImmediateContext& context, MemArgLane& access) {
  return read(reader, context, access.memarg) && reader.read_byte(access.lane, "lane");
}
inline bool read(ByteReader& reader, ImmediateContext&, Lane& lane) { return reader.read_byte(lane.index, "lane"); }

inline bool read(ByteReader& reader, ImmediateContext&, I32Const& constant) {
  return reader.read_s32(constant.value, "i32 constant");
}
inline bool read(ByteReader& reader, ImmediateContext&, I64Const& constant) {
  return reader.read_s64(constant.value, "i64 constant");
}
inline bool read(ByteReader& reader, ImmediateContext&, F32Const& constant) {
  return reader.read_fixed_u32(constant.bits, "f32 constant");
}
inline bool read(ByteReader& reader, ImmediateContext&, F64Const& constant) {
  return reader.read_fixed_u64(constant.bits, "f64 constant");
}

[[nodiscard]] bool read(ByteReader& reader, ImmediateContext& context, BlockType& type);
[[nodiscard]] bool read(ByteReader& reader, ImmediateContext& context, BranchTable& table);
[[nodiscard]] bool read(ByteReader& reader, ImmediateContext& context, TryTable& table);
[[nodiscard]] bool read(ByteReader& reader, ImmediateContext& context, CastBranch& branch);
[[nodiscard]] bool read(ByteReader& reader, ImmediateContext& context, Fence& fence);
[[nodiscard]] bool read(ByteReader& reader, ImmediateContext& context, ReferenceType& type);
[[nodiscard]] bool read(ByteReader& reader, ImmediateContext& context, SelectTypes& select);
[[nodiscard]] bool read(ByteReader& reader, ImmediateContext& context, Shuffle& shuffle);
[[nodiscard]] bool read(ByteReader& reader, ImmediateContext& context, V128Const& constant);

}  // namespace wasmc
