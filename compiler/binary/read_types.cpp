#include "compiler/binary/read_types.h"

#include <cstdio>
#include <string>

#include "compiler/module/limits.h"

namespace wasmc {
namespace {

// A value type that is one byte (sections 5.3.1 to 5.3.5); bottom where it is only recognised.
struct TypeCode {
  uint8_t code;
  Feature feature;
  ValueType type;
};

constexpr ValueType nullable(HeapType heap) { return ValueType::reference(heap, true); }

constexpr TypeCode type_codes[] = {
    {0x7f, Feature::mvp, ValueType::i32()},
    {0x7e, Feature::mvp, ValueType::i64()},
    {0x7d, Feature::mvp, ValueType::f32()},
    {0x7c, Feature::mvp, ValueType::f64()},
    {0x7b, Feature::simd, ValueType::v128()},
    {0x70, Feature::reference_types, ValueType::funcref()},
    {0x6f, Feature::reference_types, ValueType::externref()},
    {0x6e, Feature::gc, nullable(HeapType::any)},
    {0x6d, Feature::gc, nullable(HeapType::eq)},
    {0x6c, Feature::gc, nullable(HeapType::i31)},
    {0x6b, Feature::gc, nullable(HeapType::struct_)},
    {0x6a, Feature::gc, nullable(HeapType::array)},
    {0x71, Feature::gc, nullable(HeapType::none)},
    {0x72, Feature::gc, nullable(HeapType::noextern)},
    {0x73, Feature::gc, nullable(HeapType::nofunc)},
    {0x69, Feature::exceptions, nullable(HeapType::exn)},
    {0x74, Feature::exceptions, nullable(HeapType::noexn)},
    {0x68, Feature::stack_switching, ValueType::bottom()},     // contref
    {0x75, Feature::stack_switching, ValueType::bottom()},     // nullcontref
    {0x62, Feature::custom_descriptors, ValueType::bottom()},  // exact
    {0x65, Feature::shared_everything, ValueType::bottom()},   // shared
};

constexpr uint8_t reference_null_code = 0x63;
constexpr uint8_t reference_code = 0x64;
constexpr uint8_t i8_code = 0x78;
constexpr uint8_t i16_code = 0x77;
constexpr uint8_t funcref_code = 0x70;

const TypeCode* find_type_code(uint8_t code) {
  for (const TypeCode& row : type_codes) {
    if (row.code == code) return &row;
  }
  return nullptr;
}

Result<ValueType> type_of_code(uint8_t code, const FeatureSet& features, const char* text, uint64_t offset) {
  const TypeCode* row = find_type_code(code);
  if (row == nullptr) return malformed_code(text, code, offset);
  if (row->type.is_bottom()) return FeatureSet().refusal(row->feature, offset);
  TRY(features.require(row->feature, offset));
  return row->type;
}

// Bit 6 is the sign of a one-byte s33, and a longer one is an index as well.
bool starts_index(uint8_t code) { return code >= 0x80 || (code & 0x40) == 0; }

Result<ValueType> read_type_reference(ByteReader& reader, const FeatureSet& features, const char* what) {
  const uint64_t start = reader.offset();
  int64_t index = 0;
  if (!reader.read_s33(index, what)) return reader.error();
  if (index < 0) return Error{std::string("malformed heap type: ") + what, start};
  TRY(features.require(Feature::function_references, start));
  // No larger index is one of a type, nor would it fit.
  if (index >= limits::types) return Error{"unknown type " + std::to_string(index), start};
  return nullable(static_cast<HeapType>(index));
}

// The type that starts with the code, which has been read from the offset.
Result<ValueType> read_type_from(ByteReader& reader, uint8_t code, const FeatureSet& features, const char* text,
                                 const char* what, uint64_t offset) {
  if (code != reference_code && code != reference_null_code) return type_of_code(code, features, text, offset);
  TRY(features.require(Feature::function_references, offset));
  TRY_ASSIGN(const ValueType type, read_heap_type(reader, features, what));
  return ValueType::reference(type.heap_type(), code == reference_null_code);
}

constexpr uint8_t has_max_flag = 1;
constexpr uint8_t shared_flag = 2;
constexpr uint8_t is_64_flag = 4;
constexpr uint8_t page_size_flag = 8;

Result<Limits> read_limits(ByteReader& reader, uint8_t flags, const char* what) {
  Limits limits;
  limits.has_max = (flags & has_max_flag) != 0;
  limits.is_64 = (flags & is_64_flag) != 0;
  TRY_ASSIGN(limits.min, reader.u64(what));
  if (limits.has_max) {
    TRY_ASSIGN(limits.max, reader.u64(what));
  }
  return limits;
}

// Tables of functions are older than references to functions.
Result<ValueType> read_element_type(ByteReader& reader, const FeatureSet& features) {
  TRY_ASSIGN(const uint8_t code, reader.byte("table element type"));
  if (code == funcref_code) return ValueType::funcref();
  reader.unread_byte();
  return read_reference_type(reader, features, "table element type");
}

Result<uint8_t> read_table_flags(ByteReader& reader, const FeatureSet& features) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t flags, reader.byte("table limits"));
  if (flags > (has_max_flag | shared_flag | is_64_flag)) return malformed_code("malformed limits flags", flags, start);
  if ((flags & shared_flag) != 0) return features.refusal(Feature::shared_everything, start);
  if ((flags & is_64_flag) != 0) TRY(features.require(Feature::memory64, start));
  return flags;
}

Result<uint8_t> read_memory_flags(ByteReader& reader, const FeatureSet& features) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t flags, reader.byte("memory limits"));
  if (flags >= 2 * page_size_flag) return malformed_code("malformed limits flags", flags, start);
  if ((flags & shared_flag) != 0) TRY(features.require(Feature::threads, start));
  if ((flags & is_64_flag) != 0) TRY(features.require(Feature::memory64, start));
  // The flag is that of no feature yet, for those who have not enabled this one.
  if ((flags & page_size_flag) != 0 && !features.has(Feature::custom_page_sizes)) {
    return Error{"malformed limits flags: " + features.refusal(Feature::custom_page_sizes, start).message, start};
  }
  return flags;
}

Result<uint8_t> read_page_size(ByteReader& reader) {
  constexpr uint32_t bits_of_an_address = 64;
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint32_t log2, reader.u32("page size"));
  if (log2 >= bits_of_an_address) return Error{"invalid custom page size: 2^" + std::to_string(log2), start};
  return static_cast<uint8_t>(log2);
}

}  // namespace

Error malformed_code(const char* text, uint8_t code, uint64_t offset) {
  char digits[8];
  std::snprintf(digits, sizeof digits, "%02x", code);
  return {std::string(text) + ": " + digits, offset};
}

Result<ValueType> read_value_type(ByteReader& reader, const FeatureSet& features, const char* what) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t code, reader.byte(what));
  return read_type_from(reader, code, features, "malformed value type", what, start);
}

Result<ValueType> read_storage_type(ByteReader& reader, const FeatureSet& features, const char* what) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t code, reader.byte(what));
  if (code == i8_code) return ValueType::i8();
  if (code == i16_code) return ValueType::i16();
  return read_type_from(reader, code, features, "malformed storage type", what, start);
}

Result<ValueType> read_reference_type(ByteReader& reader, const FeatureSet& features, const char* what) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t code, reader.byte(what));
  TRY_ASSIGN(const ValueType type, read_type_from(reader, code, features, "malformed reference type", what, start));
  if (!type.is_reference()) return malformed_code("malformed reference type", code, start);
  return type;
}

Result<ValueType> read_heap_type(ByteReader& reader, const FeatureSet& features, const char* what) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t code, reader.byte(what));
  if (starts_index(code)) {
    reader.unread_byte();
    return read_type_reference(reader, features, what);
  }
  TRY_ASSIGN(const ValueType type, type_of_code(code, features, "malformed heap type", start));
  if (!type.is_reference()) return malformed_code("malformed heap type", code, start);
  return type;
}

Result<TableType> read_table_type(ByteReader& reader, const FeatureSet& features) {
  TableType type;
  TRY_ASSIGN(type.element, read_element_type(reader, features));
  TRY_ASSIGN(const uint8_t flags, read_table_flags(reader, features));
  TRY_ASSIGN(type.limits, read_limits(reader, flags, "table limits"));
  return type;
}

Result<MemoryType> read_memory_type(ByteReader& reader, const FeatureSet& features) {
  TRY_ASSIGN(const uint8_t flags, read_memory_flags(reader, features));
  MemoryType type;
  type.shared = (flags & shared_flag) != 0;
  TRY_ASSIGN(type.limits, read_limits(reader, flags, "memory limits"));
  if ((flags & page_size_flag) != 0) {
    TRY_ASSIGN(type.page_size_log2, read_page_size(reader));
  }
  return type;
}

Result<GlobalType> read_global_type(ByteReader& reader, const FeatureSet& features) {
  GlobalType type;
  TRY_ASSIGN(type.value, read_value_type(reader, features, "global type"));
  TRY_ASSIGN(type.is_mutable, read_mutability(reader));
  return type;
}

Result<bool> read_mutability(ByteReader& reader) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t mutability, reader.byte("mutability"));
  if (mutability > 1) return malformed_code("malformed mutability", mutability, start);
  return mutability == 1;
}

}  // namespace wasmc
