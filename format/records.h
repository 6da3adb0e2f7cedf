// The records that an artifact's sections are arrays of. All integers are little-endian and unaligned, so that a
// section can be used in place. (But for functions: packed_functions.h.) A range is an offset and a length in another
// section; its reader checks it before use.
#pragma once

#include "format/base/bytes.h"

namespace wasmc {

// Where a record means "none" instead of an index or an offset.
inline constexpr uint32_t none_index = 0xffffffff;

struct Range32 {
  ule32 offset;
  ule32 length;
};

// One pointer of the import table behind the read-only data: the address of a C library function
// (runtime-support/library.def).
struct ImportSlotRecord {
  ule32 library;
};

struct TypeRecord {
  ule32 first_value_type;  // in `value_types`: the parameters, then the results
  ule32 params;
  ule32 results;
  ule32 entry_thunk;  // code offset of the host -> wasm thunk of this signature, or none_index
  ule32 host_thunk;   // code offset of the wasm -> host thunk of this signature, or none_index
};

struct ImportRecord {
  Range32 module;  // in `strings`
  Range32 name;
  ule32 kind;   // ExternalKind
  ule32 index;  // functions: the type; otherwise the index in the section of that kind, whose record gives the type
};

struct ExportRecord {
  Range32 name;  // in `strings`
  ule32 kind;    // ExternalKind
  ule32 index;   // in the index space of that kind
};

inline constexpr uint32_t limits_has_max = 1;
inline constexpr uint32_t limits_is_64 = 2;
inline constexpr uint32_t limits_shared = 4;
inline constexpr uint32_t limits_imported = 8;

struct TableRecord {
  ule32 element;  // ValueType::bits
  ule32 flags;    // limits_*
  ule64 min;
  ule64 max;
  Range32 init;  // in `const_exprs`; empty for null
};

struct MemoryRecord {
  ule32 flags;  // limits_*
  ule32 page_size_log2;
  ule64 min;  // pages
  ule64 max;
};

struct GlobalRecord {
  ule32 type;  // ValueType::bits
  ule32 is_mutable;
  ule32 imported;
  Range32 init;  // in `const_exprs`; empty if imported
};

struct TagRecord {
  ule32 type;  // a function type, without results
  ule32 imported;
};

struct ElementSegmentRecord {
  ule32 mode;  // 0 active, 1 passive, 2 declarative
  ule32 table;
  Range32 offset;  // in `const_exprs`, if active
  ule32 type;      // ValueType::bits
  ule32 has_expressions;
  ule32 first_item;  // in `element_items`: function indices (none_index for null), or pairs (offset, length) in
                     // `const_exprs`
  ule32 count;       // of elements
};

struct DataSegmentRecord {
  ule32 mode;  // 0 active, 1 passive
  ule32 memory;
  Range32 offset;  // in `const_exprs`, if active
  Range32 bytes;   // in `data`
};

struct FunctionNameRecord {
  ule32 function;  // ascending
  Range32 name;    // in `strings`
};

}  // namespace wasmc
