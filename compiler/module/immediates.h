// The immediates of instructions as C++ types (section 5.4). Each has one overload each of read and
// encode (binary/), parse and print (text/). Indices are validated by whoever validates, not by these types.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "format/types.h"

namespace wasmc {

struct NoImmediate {};
// Of block, loop and if: [] -> [] or [] -> [value], or the type with an index.
struct BlockType {
  enum class Form : uint8_t { empty, value, type_index } form = Form::empty;
  ValueType value;
  uint32_t type_index = 0;
};
struct Label {
  uint32_t depth = 0;
};
// The targets stay valid until the visitor returns.
struct BranchTable {
  std::span<const uint32_t> targets;
  uint32_t default_target = 0;
};
// What a try_table does with an exception: which it catches, what it hands to the label, and where that is.
struct CatchClause {
  enum class Kind : uint8_t { catch_ = 0, catch_ref = 1, catch_all = 2, catch_all_ref = 3 } kind = Kind::catch_;
  uint32_t tag = 0;    // if catch_ or catch_ref
  uint32_t label = 0;  // counted from outside of the try_table
};
// The clauses stay valid until the visitor returns.
struct TryTable {
  BlockType type;
  std::span<const CatchClause> clauses;
};
// Of br_on_cast and br_on_cast_fail.
struct CastBranch {
  uint32_t label = 0;
  ValueType from;
  ValueType to;
};
struct FunctionIndex {
  uint32_t index = 0;
};
struct TypeIndex {
  uint32_t index = 0;
};
struct TagIndex {
  uint32_t index = 0;
};
struct CallIndirect {
  uint32_t type_index = 0;
  uint32_t table = 0;
};
struct LocalIndex {
  uint32_t index = 0;
};
struct GlobalIndex {
  uint32_t index = 0;
};
struct TableIndex {
  uint32_t index = 0;
};
struct TableCopy {
  uint32_t destination = 0;
  uint32_t source = 0;
};
struct TableInit {
  uint32_t segment = 0;
  uint32_t table = 0;
};
struct ElementIndex {
  uint32_t index = 0;
};
struct MemoryIndex {
  uint32_t index = 0;
};
struct MemoryCopy {
  uint32_t destination = 0;
  uint32_t source = 0;
};
struct MemoryInit {
  uint32_t segment = 0;
  uint32_t memory = 0;
};
struct DataIndex {
  uint32_t index = 0;
};
struct MemArg {
  uint32_t align_log2 = 0;
  uint32_t memory = 0;
  uint64_t offset = 0;
};
struct MemArgLane {
  MemArg memarg;
  uint8_t lane = 0;
};
// The one byte of atomic.fence, which is zero.
struct Fence {};
struct Lane {
  uint8_t index = 0;
};
struct Shuffle {
  std::array<uint8_t, 16> lanes{};
};
struct I32Const {
  int32_t value = 0;
};
struct I64Const {
  int64_t value = 0;
};
// Floating-point constants keep their bits: a float in C++ would not keep a signalling NaN.
struct F32Const {
  uint32_t bits = 0;
};
struct F64Const {
  uint64_t bits = 0;
};
struct V128Const {
  std::array<uint8_t, 16> bytes{};
};
struct ReferenceType {
  ValueType type;  // the nullable reference to the immediate's heap type
};
struct StructField {
  uint32_t type_index = 0;
  uint32_t field = 0;
};
struct ArrayFixed {
  uint32_t type_index = 0;
  uint32_t count = 0;
};
struct ArrayData {
  uint32_t type_index = 0;
  uint32_t segment = 0;
};
struct ArrayElement {
  uint32_t type_index = 0;
  uint32_t segment = 0;
};
struct ArrayCopy {
  uint32_t destination_type = 0;
  uint32_t source_type = 0;
};
// The types stay valid until the visitor returns.
struct SelectTypes {
  std::span<const ValueType> types;
};

}  // namespace wasmc
