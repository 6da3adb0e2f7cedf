// Encodes the pieces of the binary format (chapter 5): the counterpart of reader.h, read_types.h and read_immediates.h.
// Each function appends to the bytes it is given. Usable from any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/module/immediates.h"
#include "compiler/module/opcode.h"
#include "format/base/leb128.h"
#include "format/types.h"

namespace wasmc {

using ByteVector = std::vector<uint8_t>;

// The magic number and the version.
void encode_header(ByteVector& bytes);
// A length, then that many bytes.
void encode_sized(ByteVector& bytes, const ByteVector& contents);
void encode_name(ByteVector& bytes, std::string_view name);

void encode_value_type(ByteVector& bytes, ValueType type);
void encode_function_type(ByteVector& bytes, const FunctionType& type);
// One type of a recursion group.
void encode_defined_type(ByteVector& bytes, const DefinedType& type);
// What comes before the types of a recursion group, unless it is one type alone.
void encode_group_header(ByteVector& bytes, uint32_t types);
void encode_table_type(ByteVector& bytes, const TableType& type);
void encode_memory_type(ByteVector& bytes, const MemoryType& type);
void encode_global_type(ByteVector& bytes, const GlobalType& type);

void encode_opcode(ByteVector& bytes, Opcode opcode);

// One overload for each type of module/immediates.h.
inline void encode(ByteVector&, NoImmediate) {}
inline void encode(ByteVector& bytes, Label label) { append_leb128(bytes, label.depth); }
inline void encode(ByteVector& bytes, FunctionIndex function) { append_leb128(bytes, function.index); }
inline void encode(ByteVector& bytes, LocalIndex local) { append_leb128(bytes, local.index); }
inline void encode(ByteVector& bytes, GlobalIndex global) { append_leb128(bytes, global.index); }
inline void encode(ByteVector& bytes, TableIndex table) { append_leb128(bytes, table.index); }
inline void encode(ByteVector& bytes, ElementIndex segment) { append_leb128(bytes, segment.index); }
inline void encode(ByteVector& bytes, MemoryIndex memory) { append_leb128(bytes, memory.index); }
inline void encode(ByteVector& bytes, DataIndex segment) { append_leb128(bytes, segment.index); }
inline void encode(ByteVector& bytes, TypeIndex type) { append_leb128(bytes, type.index); }
inline void encode(ByteVector& bytes, TagIndex tag) { append_leb128(bytes, tag.index); }
inline void encode(ByteVector& bytes, Fence) { bytes.push_back(0); }
inline void encode(ByteVector& bytes, Lane lane) { bytes.push_back(lane.index); }
inline void encode(ByteVector& bytes, I32Const constant) { append_leb128(bytes, constant.value); }
inline void encode(ByteVector& bytes, I64Const constant) { append_leb128(bytes, constant.value); }
void encode(ByteVector& bytes, const BlockType& type);
void encode(ByteVector& bytes, const BranchTable& table);
void encode(ByteVector& bytes, const TryTable& table);
void encode(ByteVector& bytes, const CastBranch& branch);
void encode(ByteVector& bytes, const StructField& access);
void encode(ByteVector& bytes, const ArrayFixed& array);
void encode(ByteVector& bytes, const ArrayData& array);
void encode(ByteVector& bytes, const ArrayElement& array);
void encode(ByteVector& bytes, const ArrayCopy& copy);
void encode(ByteVector& bytes, const CallIndirect& call);
void encode(ByteVector& bytes, const TableCopy& copy);
void encode(ByteVector& bytes, const TableInit& init);
void encode(ByteVector& bytes, const MemoryCopy& copy);
void encode(ByteVector& bytes, const MemoryInit& init);
void encode(ByteVector& bytes, const MemArg& memarg);
void encode(ByteVector& bytes, const MemArgLane& access);
void encode(ByteVector& bytes, const Shuffle& shuffle);
void encode(ByteVector& bytes, const F32Const& constant);
void encode(ByteVector& bytes, const F64Const& constant);
void encode(ByteVector& bytes, const V128Const& constant);
void encode(ByteVector& bytes, const ReferenceType& type);
void encode(ByteVector& bytes, const SelectTypes& select);

}  // namespace wasmc
