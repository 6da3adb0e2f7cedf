#include "compiler/binary/read_types.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include "compiler/module/feature.h"
#include "compiler/module/limits.h"

namespace wasmc {
namespace {

// The codes of types that later versions of the language added (sections 5.3.3 to 5.3.11), and their features.
struct UnsupportedType {
  uint8_t first;
  uint8_t last;
  Feature feature;
};

constexpr UnsupportedType unsupported_value_types[] = {
    {0x63, 0x64, Feature::function_references},  // (ref null ht), (ref ht)
    {0x68, 0x68, Feature::stack_switching},      // contref
    {0x69, 0x69, Feature::exceptions},           // exnref
    {0x6a, 0x6e, Feature::gc},                   // arrayref, structref, i31ref, eqref, anyref
    {0x71, 0x73, Feature::gc},                   // nullref, nullexternref, nullfuncref
    {0x74, 0x74, Feature::exceptions},           // nullexnref
    {0x75, 0x75, Feature::stack_switching},      // nullcontref
};

constexpr UnsupportedType unsupported_definitions[] = {
    {0x4e, 0x50, Feature::gc},               // rec, sub final, sub
    {0x5d, 0x5d, Feature::stack_switching},  // cont
    {0x5e, 0x5f, Feature::gc},               // array, struct
};

template <size_t N>
Error refuse_type(const UnsupportedType (&table)[N], uint8_t code, const char* text, uint64_t offset) {
  for (const UnsupportedType& row : table) {
    if (row.first <= code && code <= row.last) return unsupported_feature(row.feature, offset);
  }
  char digits[8];
  std::snprintf(digits, sizeof digits, "%02x", code);
  return {std::string(text) + ": " + digits, offset};
}

Status read_types(ByteReader& reader, uint32_t limit, const char* what, std::vector<ValueType>& types) {
  TRY_ASSIGN(const uint32_t count, reader.count(limit, what));
  types.reserve(std::min<size_t>(count, reader.remaining()));
  for (uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const ValueType type, read_value_type(reader, what));
    types.push_back(type);
  }
  return {};
}

constexpr uint8_t has_max_flag = 1;
constexpr uint8_t shared_flag = 2;
constexpr uint8_t is_64_flag = 4;

// Limits with the flags of a memory or table type, none of which but a maximum is compiled yet.
Result<Limits> read_limits(ByteReader& reader, const char* what) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t flags, reader.byte(what));
  if (flags > (has_max_flag | shared_flag | is_64_flag)) {
    return Error{std::string("malformed limits flags: ") + what, start};
  }
  if ((flags & shared_flag) != 0) return unsupported_feature(Feature::threads, start);
  if ((flags & is_64_flag) != 0) return unsupported_feature(Feature::memory64, start);
  Limits limits;
  limits.has_max = (flags & has_max_flag) != 0;
  TRY_ASSIGN(limits.min, reader.u64(what));
  if (limits.has_max) {
    TRY_ASSIGN(limits.max, reader.u64(what));
  }
  return limits;
}

}  // namespace

Error refuse_value_type(uint8_t code, const char* text, uint64_t offset) {
  return refuse_type(unsupported_value_types, code, text, offset);
}

Result<ValueType> read_value_type(ByteReader& reader, const char* what) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t code, reader.byte(what));
  const ValueType type = value_type_of_code(code);
  if (type.is_bottom()) return refuse_value_type(code, "malformed value type", start);
  return type;
}

Result<ValueType> read_reference_type(ByteReader& reader, const char* what) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t code, reader.byte(what));
  const ValueType type = value_type_of_code(code);
  if (!type.is_reference()) return refuse_value_type(code, "malformed reference type", start);
  return type;
}

Result<ValueType> read_heap_type(ByteReader& reader, const char* what) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t code, reader.byte(what));
  const ValueType type = value_type_of_code(code);
  if (type.is_reference()) return type;
  // Bit 6 is the sign of a one-byte s33, and a longer one is an index as well.
  if (code >= 0x80 || (code & 0x40) == 0) return unsupported_feature(Feature::function_references, start);
  return refuse_value_type(code, "malformed heap type", start);
}

Result<FunctionType> read_function_type(ByteReader& reader) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t form, reader.byte("type"));
  // The form is an s7, of which this would be the first of several bytes.
  if (form >= 0x80) return Error{"integer representation too long: type", start};
  if (form != 0x60) return refuse_type(unsupported_definitions, form, "malformed definition type", start);
  FunctionType type;
  TRY(read_types(reader, limits::params, "parameters", type.params));
  TRY(read_types(reader, limits::results, "results", type.results));
  return type;
}

Result<TableType> read_table_type(ByteReader& reader) {
  TRY_ASSIGN(const ValueType element, read_reference_type(reader, "table element type"));
  TRY_ASSIGN(const Limits limits, read_limits(reader, "table limits"));
  return TableType{element, limits};
}

Result<MemoryType> read_memory_type(ByteReader& reader) {
  TRY_ASSIGN(const Limits limits, read_limits(reader, "memory limits"));
  MemoryType type;
  type.limits = limits;
  return type;
}

Result<GlobalType> read_global_type(ByteReader& reader) {
  TRY_ASSIGN(const ValueType value, read_value_type(reader, "global type"));
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t mutability, reader.byte("mutability"));
  if (mutability > 1) return Error{"malformed mutability", start};
  return GlobalType{value, mutability == 1};
}

}  // namespace wasmc
