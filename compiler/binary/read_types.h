// Reads types (section 5.3). A type of a feature that is not in the set is refused by the feature's name; indices are
// checked by whoever validates. Usable from any thread.
#pragma once

#include "compiler/binary/reader.h"
#include "compiler/module/feature.h"
#include "format/base/result.h"
#include "format/types.h"

namespace wasmc {

[[nodiscard]] Result<ValueType> read_value_type(ByteReader& reader, const FeatureSet& features, const char* what);
// What a field holds: a value type or a packed one.
[[nodiscard]] Result<ValueType> read_storage_type(ByteReader& reader, const FeatureSet& features, const char* what);
[[nodiscard]] Result<ValueType> read_reference_type(ByteReader& reader, const FeatureSet& features, const char* what);
// A heap type, as the nullable reference to it.
[[nodiscard]] Result<ValueType> read_heap_type(ByteReader& reader, const FeatureSet& features, const char* what);
[[nodiscard]] Result<TableType> read_table_type(ByteReader& reader, const FeatureSet& features);
[[nodiscard]] Result<MemoryType> read_memory_type(ByteReader& reader, const FeatureSet& features);
[[nodiscard]] Result<GlobalType> read_global_type(ByteReader& reader, const FeatureSet& features);
[[nodiscard]] Result<bool> read_mutability(ByteReader& reader);

// "malformed value type: 11", of a code that stands for nothing.
[[nodiscard]] Error malformed_code(const char* text, uint8_t code, uint64_t offset);

}  // namespace wasmc
