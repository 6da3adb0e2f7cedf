// A WebAssembly module as decoded: everything but the function bodies, which stay bytes in the input and are decoded
// again by whoever needs them. Filled by binary/decode, immutable afterwards and then usable from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/module/feature.h"
#include "compiler/module/type_hierarchy.h"
#include "format/types.h"

namespace wasmc {

// Bytes of the input with their offset in it. The input outlives the module.
struct ByteRange {
  uint64_t offset = 0;
  std::span<const uint8_t> bytes;
};

// A constant expression, validated, in the binary format, its closing `end` included.
using ConstExpr = ByteRange;

// Index spaces: imports come first, then definitions, in each of them (section 2.5.1).
struct Import {
  std::string_view module;
  std::string_view name;
  ExternalKind kind;
  uint32_t index;   // in the index space of its kind
  uint64_t offset;  // of the import in the input
};

struct Export {
  std::string_view name;
  ExternalKind kind;
  uint32_t index;
  uint64_t offset = 0;  // of the export in the input
};

struct Function {
  uint32_t type_index = 0;
  bool imported = false;
  // True if a reference to it can exist: exported, in an element segment, or named by ref.func.
  bool escapes = false;
  ByteRange body;       // locals and instructions; empty for imports
  uint64_t offset = 0;  // of the import or the type index in the input
};

struct Table {
  TableType type;
  bool imported = false;
  std::optional<ConstExpr> init;
  uint64_t offset = 0;  // of the import or the definition in the input
};

struct Memory {
  MemoryType type;
  bool imported = false;
  uint64_t offset = 0;  // of the import or the definition in the input
};

struct Global {
  GlobalType type;
  bool imported = false;
  ConstExpr init;       // empty for imports
  uint64_t offset = 0;  // of the import or the definition in the input
};

struct Tag {
  uint32_t type_index = 0;
  bool imported = false;
  uint64_t offset = 0;  // of the import or the definition in the input
};

enum class SegmentMode : uint8_t { active = 0, passive = 1, declarative = 2 };

struct ElementSegment {
  SegmentMode mode = SegmentMode::passive;
  uint32_t table = 0;  // if active
  ConstExpr offset;    // if active
  ValueType type;
  // Exactly one of these is filled: function indices, or an expression for each element.
  std::vector<uint32_t> functions;
  std::vector<ConstExpr> expressions;
  uint64_t position = 0;  // of the segment in the input

  [[nodiscard]] size_t size() const { return functions.size() + expressions.size(); }
};

struct DataSegment {
  SegmentMode mode = SegmentMode::passive;
  uint32_t memory = 0;  // if active
  ConstExpr offset;     // if active
  std::span<const uint8_t> bytes;
  uint64_t position = 0;  // of the segment in the input
};

struct CustomSection {
  std::string_view name;
  ByteRange contents;
  uint8_t after = 0;  // the id of the last section before it that is not custom; 0 if it comes before all of them
};

struct Module {
  FeatureSet features;  // that the module was allowed to use
  std::vector<DefinedType> types;
  TypeHierarchy hierarchy;             // of the types
  std::vector<uint64_t> type_offsets;  // of each type in the input
  std::vector<Import> imports;
  std::vector<Function> functions;
  std::vector<Table> tables;
  std::vector<Memory> memories;
  std::vector<Tag> tags;
  std::vector<Global> globals;
  std::vector<Export> exports;
  std::optional<uint32_t> start;
  uint64_t start_offset = 0;  // of the start function's index in the input
  std::vector<ElementSegment> elements;
  std::vector<DataSegment> data;
  std::optional<uint32_t> data_count;
  std::vector<CustomSection> custom_sections;

  uint32_t imported_functions = 0;
  uint32_t imported_tables = 0;
  uint32_t imported_memories = 0;
  uint32_t imported_globals = 0;
  uint32_t imported_tags = 0;

  // Of a function in its index space.
  [[nodiscard]] const FunctionType& function_type(uint32_t function) const {
    return types[functions[function].type_index].function;
  }
};

}  // namespace wasmc
