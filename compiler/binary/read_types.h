// Reads types (section 5.3). Types of later versions of the language are refused by the name of their feature.
#pragma once

#include "compiler/binary/reader.h"
#include "format/base/result.h"
#include "format/types.h"

namespace wasmc {

[[nodiscard]] Result<ValueType> read_value_type(ByteReader& reader, const char* what);
[[nodiscard]] Result<ValueType> read_reference_type(ByteReader& reader, const char* what);
// The operand of ref.null: the nullable reference to that heap type.
[[nodiscard]] Result<ValueType> read_heap_type(ByteReader& reader, const char* what);
[[nodiscard]] Result<FunctionType> read_function_type(ByteReader& reader);
[[nodiscard]] Result<TableType> read_table_type(ByteReader& reader);
[[nodiscard]] Result<MemoryType> read_memory_type(ByteReader& reader);
[[nodiscard]] Result<GlobalType> read_global_type(ByteReader& reader);

// The value type with that code, or bottom if none has it.
[[nodiscard]] constexpr ValueType value_type_of_code(uint8_t code) {
  if (code >= 0x7b && code <= 0x7f) return ValueType::from_bits(code);
  if (code == 0x70) return ValueType::funcref();
  if (code == 0x6f) return ValueType::externref();
  return ValueType::bottom();
}

// Why a code that stands for no value type is refused: "malformed value type", or the feature whose type it is.
[[nodiscard]] Error refuse_value_type(uint8_t code, const char* text, uint64_t offset);

}  // namespace wasmc
