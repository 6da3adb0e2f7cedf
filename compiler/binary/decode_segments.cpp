// The element section (5.5.12) and the data section (5.5.14).
#include <algorithm>
#include <string>

#include "compiler/binary/decode_sections.h"
#include "compiler/binary/read_types.h"
#include "compiler/module/limits.h"

namespace wasmc {
namespace {

// What the number that an element segment starts with says.
constexpr uint32_t passive_or_declarative = 1;
constexpr uint32_t has_table_or_is_declarative = 2;
constexpr uint32_t has_expressions = 4;

SegmentMode element_mode(uint32_t flags) {
  if ((flags & passive_or_declarative) == 0) return SegmentMode::active;
  return (flags & has_table_or_is_declarative) == 0 ? SegmentMode::passive : SegmentMode::declarative;
}

// Functions are the only kind.
Status read_element_kind(ByteReader& reader) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t kind, reader.byte("element kind"));
  if (kind != 0) return Error{"malformed element kind: " + std::to_string(kind), start};
  return {};
}

// The elements' type. Segments of the two oldest forms do not have one. Those of function indices hold no null.
Result<ValueType> read_element_type(ByteReader& reader, const FeatureSet& features, uint32_t flags) {
  const bool has_type = (flags & (passive_or_declarative | has_table_or_is_declarative)) != 0;
  if ((flags & has_expressions) != 0 && !has_type) return ValueType::funcref();
  if ((flags & has_expressions) != 0) return read_reference_type(reader, features, "element type");
  if (has_type) TRY(read_element_kind(reader));
  return ValueType::reference(HeapType::func, false);
}

Status read_element_functions(ByteReader& reader, Module& module, ElementSegment& segment) {
  TRY_ASSIGN(const uint32_t count, reader.count(limits::elements_in_segment, "elements"));
  segment.functions.reserve(std::min<size_t>(count, reader.remaining()));
  for (uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const uint32_t function, reader.u32("function index"));
    mark_escaping(module, function);
    segment.functions.push_back(function);
  }
  return {};
}

Status read_element_expressions(ByteReader& reader, Module& module, ElementSegment& segment) {
  TRY_ASSIGN(const uint32_t count, reader.count(limits::elements_in_segment, "elements"));
  segment.expressions.reserve(std::min<size_t>(count, reader.remaining() / 2));
  for (uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const ConstExpr element, decode_const_expr(reader, module));
    segment.expressions.push_back(element);
  }
  return {};
}

Result<ElementSegment> read_element_segment(ByteReader& reader, Module& module) {
  ElementSegment segment;
  segment.position = reader.offset();
  TRY_ASSIGN(const uint32_t flags, reader.u32("element segment"));
  if (flags > 7) return Error{"malformed elements segment kind: " + std::to_string(flags), segment.position};
  if (flags != 0) TRY(module.features.require(Feature::bulk_memory, segment.position));
  segment.mode = element_mode(flags);
  if (segment.mode == SegmentMode::active) {
    if ((flags & has_table_or_is_declarative) != 0) {
      TRY_ASSIGN(segment.table, reader.u32("table index"));
    }
    TRY_ASSIGN(segment.offset, decode_const_expr(reader, module));
  }
  TRY_ASSIGN(segment.type, read_element_type(reader, module.features, flags));
  TRY((flags & has_expressions) != 0 ? read_element_expressions(reader, module, segment)
                                     : read_element_functions(reader, module, segment));
  return segment;
}

// What the number that a data segment starts with says.
constexpr uint32_t passive_data = 1;
constexpr uint32_t active_in_memory = 2;

Result<DataSegment> read_data_segment(ByteReader& reader, Module& module) {
  DataSegment segment;
  segment.position = reader.offset();
  TRY_ASSIGN(const uint32_t form, reader.u32("data segment"));
  if (form > active_in_memory) return Error{"malformed data segment kind: " + std::to_string(form), segment.position};
  if (form != 0) TRY(module.features.require(Feature::bulk_memory, segment.position));
  segment.mode = form == passive_data ? SegmentMode::passive : SegmentMode::active;
  if (form == active_in_memory) {
    TRY_ASSIGN(segment.memory, reader.u32("memory index"));
  }
  if (segment.mode == SegmentMode::active) {
    TRY_ASSIGN(segment.offset, decode_const_expr(reader, module));
  }
  TRY_ASSIGN(const uint32_t length, reader.u32("data segment's length"));
  TRY_ASSIGN(segment.bytes, reader.bytes(length, "data segment"));
  return segment;
}

}  // namespace

Status decode_element_section(ByteReader& reader, Module& module) {
  TRY_ASSIGN(const uint32_t count, reader.count(limits::element_segments, "element segments"));
  for (uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(ElementSegment segment, read_element_segment(reader, module));
    module.elements.push_back(std::move(segment));
  }
  return {};
}

Status decode_data_section(ByteReader& reader, Module& module) {
  TRY_ASSIGN(const uint32_t count, reader.count(limits::data_segments, "data segments"));
  for (uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const DataSegment segment, read_data_segment(reader, module));
    module.data.push_back(segment);
  }
  return {};
}

}  // namespace wasmc
