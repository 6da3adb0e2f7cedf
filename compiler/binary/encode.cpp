#include "compiler/binary/encode.h"

namespace wasmc {
namespace {

template <typename T>
void encode_fixed(ByteVector& bytes, T value) {
  for (size_t i = 0; i < sizeof(T); ++i) bytes.push_back(static_cast<uint8_t>(value >> (8 * i)));
}

template <class Bytes>
void append(ByteVector& bytes, const Bytes& more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
}

template <class Types>
void encode_types(ByteVector& bytes, const Types& types) {
  append_leb128(bytes, static_cast<uint32_t>(types.size()));
  for (const ValueType type : types) encode_value_type(bytes, type);
}

// An s33: the index of a type, or the negative code of an abstract heap type.
void encode_heap_type(ByteVector& bytes, HeapType type) {
  append_leb128(bytes, static_cast<int64_t>(static_cast<int32_t>(type)));
}

constexpr uint8_t has_max_flag = 1;
constexpr uint8_t shared_flag = 2;
constexpr uint8_t is_64_flag = 4;
constexpr uint8_t has_page_size_flag = 8;

void encode_limits(ByteVector& bytes, const Limits& limits, unsigned flags) {
  bytes.push_back(static_cast<uint8_t>(flags | (limits.has_max ? has_max_flag : 0) | (limits.is_64 ? is_64_flag : 0)));
  append_leb128(bytes, limits.min);
  if (limits.has_max) append_leb128(bytes, limits.max);
}

void encode_supertype(ByteVector& bytes, const DefinedType& type) {
  bytes.push_back(type.is_final ? 0x4f : 0x50);
  bytes.push_back(type.supertype ? 1 : 0);
  if (type.supertype) append_leb128(bytes, *type.supertype);
}

void encode_field(ByteVector& bytes, const FieldType& field) {
  encode_value_type(bytes, field.storage);
  bytes.push_back(field.is_mutable ? 1 : 0);
}

}  // namespace

void encode_header(ByteVector& bytes) { append(bytes, std::string_view("\0asm\1\0\0\0", 8)); }

void encode_sized(ByteVector& bytes, const ByteVector& contents) {
  append_leb128(bytes, static_cast<uint32_t>(contents.size()));
  append(bytes, contents);
}

void encode_name(ByteVector& bytes, std::string_view name) {
  append_leb128(bytes, static_cast<uint32_t>(name.size()));
  append(bytes, name);
}

void encode_value_type(ByteVector& bytes, ValueType type) {
  const bool has_short_form =
      !type.is_reference() || (type.is_nullable() && static_cast<int32_t>(type.heap_type()) < 0);
  if (!type.is_reference() || !has_short_form) bytes.push_back(static_cast<uint8_t>(type.bits()));
  if (type.is_reference()) encode_heap_type(bytes, type.heap_type());
}

void encode_function_type(ByteVector& bytes, const FunctionType& type) {
  bytes.push_back(0x60);
  encode_types(bytes, type.params);
  encode_types(bytes, type.results);
}

void encode_defined_type(ByteVector& bytes, const DefinedType& type) {
  if (!type.is_final || type.supertype) encode_supertype(bytes, type);
  switch (type.kind) {
    case CompositeKind::function: return encode_function_type(bytes, type.function);
    case CompositeKind::structure:
      bytes.push_back(0x5f);
      append_leb128(bytes, static_cast<uint32_t>(type.fields.size()));
      break;
    case CompositeKind::array: bytes.push_back(0x5e); break;
  }
  for (const FieldType& field : type.fields) encode_field(bytes, field);
}

void encode_group_header(ByteVector& bytes, uint32_t types) {
  bytes.push_back(0x4e);
  append_leb128(bytes, types);
}

void encode_table_type(ByteVector& bytes, const TableType& type) {
  encode_value_type(bytes, type.element);
  encode_limits(bytes, type.limits, 0);
}

void encode_memory_type(ByteVector& bytes, const MemoryType& type) {
  const bool has_page_size = type.page_size_log2 != MemoryType().page_size_log2;
  encode_limits(bytes, type.limits, (type.shared ? shared_flag : 0) | (has_page_size ? has_page_size_flag : 0));
  if (has_page_size) append_leb128(bytes, uint32_t{type.page_size_log2});
}

void encode_global_type(ByteVector& bytes, const GlobalType& type) {
  encode_value_type(bytes, type.value);
  bytes.push_back(type.is_mutable ? 1 : 0);
}

void encode_opcode(ByteVector& bytes, Opcode opcode) {
  if (prefix_of(opcode) == 0) return bytes.push_back(static_cast<uint8_t>(code_of(opcode)));
  bytes.push_back(static_cast<uint8_t>(prefix_of(opcode)));
  append_leb128(bytes, code_of(opcode));
}

void encode(ByteVector& bytes, const BlockType& type) {
  switch (type.form) {
    case BlockType::Form::empty: return bytes.push_back(0x40);
    case BlockType::Form::value: return encode_value_type(bytes, type.value);
    case BlockType::Form::type_index: return append_leb128(bytes, static_cast<int64_t>(type.type_index));
  }
}

void encode(ByteVector& bytes, const BranchTable& table) {
  append_leb128(bytes, static_cast<uint32_t>(table.targets.size()));
  for (const uint32_t target : table.targets) append_leb128(bytes, target);
  append_leb128(bytes, table.default_target);
}

void encode(ByteVector& bytes, const TryTable& table) {
  encode(bytes, table.type);
  append_leb128(bytes, static_cast<uint32_t>(table.clauses.size()));
  for (const CatchClause& clause : table.clauses) {
    bytes.push_back(static_cast<uint8_t>(clause.kind));
    if (clause.kind <= CatchClause::Kind::catch_ref) append_leb128(bytes, clause.tag);
    append_leb128(bytes, clause.label);
  }
}

void encode(ByteVector& bytes, const CastBranch& branch) {
  bytes.push_back(static_cast<uint8_t>((branch.from.is_nullable() ? 1 : 0) | (branch.to.is_nullable() ? 2 : 0)));
  append_leb128(bytes, branch.label);
  encode_heap_type(bytes, branch.from.heap_type());
  encode_heap_type(bytes, branch.to.heap_type());
}

void encode(ByteVector& bytes, const StructField& access) {
  append_leb128(bytes, access.type_index);
  append_leb128(bytes, access.field);
}

void encode(ByteVector& bytes, const ArrayFixed& array) {
  append_leb128(bytes, array.type_index);
  append_leb128(bytes, array.count);
}

void encode(ByteVector& bytes, const ArrayData& array) {
  append_leb128(bytes, array.type_index);
  append_leb128(bytes, array.segment);
}

void encode(ByteVector& bytes, const ArrayElement& array) {
  append_leb128(bytes, array.type_index);
  append_leb128(bytes, array.segment);
}

void encode(ByteVector& bytes, const ArrayCopy& copy) {
  append_leb128(bytes, copy.destination_type);
  append_leb128(bytes, copy.source_type);
}

void encode(ByteVector& bytes, const CallIndirect& call) {
  append_leb128(bytes, call.type_index);
  append_leb128(bytes, call.table);
}

void encode(ByteVector& bytes, const TableCopy& copy) {
  append_leb128(bytes, copy.destination);
  append_leb128(bytes, copy.source);
}

void encode(ByteVector& bytes, const TableInit& init) {
  append_leb128(bytes, init.segment);
  append_leb128(bytes, init.table);
}

void encode(ByteVector& bytes, const MemoryCopy& copy) {
  append_leb128(bytes, copy.destination);
  append_leb128(bytes, copy.source);
}

void encode(ByteVector& bytes, const MemoryInit& init) {
  append_leb128(bytes, init.segment);
  append_leb128(bytes, init.memory);
}

void encode(ByteVector& bytes, const MemArg& memarg) {
  constexpr uint32_t memory_index_follows = 0x40;
  append_leb128(bytes, memarg.memory == 0 ? memarg.align_log2 : memarg.align_log2 | memory_index_follows);
  if (memarg.memory != 0) append_leb128(bytes, memarg.memory);
  append_leb128(bytes, memarg.offset);
}

void encode(ByteVector& bytes, const MemArgLane& access) {
  encode(bytes, access.memarg);
  bytes.push_back(access.lane);
}

void encode(ByteVector& bytes, const Shuffle& shuffle) { append(bytes, shuffle.lanes); }
void encode(ByteVector& bytes, const F32Const& constant) { encode_fixed(bytes, constant.bits); }
void encode(ByteVector& bytes, const F64Const& constant) { encode_fixed(bytes, constant.bits); }
void encode(ByteVector& bytes, const V128Const& constant) { append(bytes, constant.bytes); }
void encode(ByteVector& bytes, const ReferenceType& type) { encode_heap_type(bytes, type.type.heap_type()); }
void encode(ByteVector& bytes, const SelectTypes& select) { encode_types(bytes, select.types); }

}  // namespace wasmc
