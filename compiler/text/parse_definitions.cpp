// Definitions of tables, memories, globals and tags.
#include "compiler/binary/encode.h"
#include "compiler/text/parse_data_contents.h"
#include "compiler/text/parse_fields.h"

namespace wasmc {
namespace {

// The offset of contents that stand in the definition of what they are in: zero, in its address type.
PositionedBytes zero_offset(bool is_64) {
  PositionedBytes offset;
  encode_opcode(offset.bytes, is_64 ? Opcode::i64_const : Opcode::i32_const);
  offset.bytes.push_back(0);
  encode_opcode(offset.bytes, Opcode::end);
  return offset;
}

}  // namespace

Status FieldParser::parse_table() {
  parse_optional_id(context_);
  TRY_ASSIGN(const bool is_import, parse_inline_forms(ExternalKind::table));
  if (is_import) return {};
  const size_t start = cursor_.position();
  const bool is_64 = take_address_type(cursor_);
  if (at_reference_type(cursor_)) return parse_table_with_elements(is_64);
  cursor_.seek(start);
  return parse_sized_table();
}

Status FieldParser::parse_sized_table() {
  ++next_index(ExternalKind::table);
  TRY_ASSIGN(const TableType type, parse_table_type(context_));
  ByteVector& bytes = sections_.tables.begin_item(source_);
  if (cursor_.at(Token::Kind::close)) {
    encode_table_type(bytes, type);
    return {};
  }
  // A table with its initial value has an encoding of its own.
  bytes.push_back(0x40);
  bytes.push_back(0x00);
  encode_table_type(bytes, type);
  return parse_expression(sections_.tables.contents);
}

Status FieldParser::parse_table_with_elements(bool is_64) {
  Elements elements;
  TRY_ASSIGN(elements.type, parse_reference_type(context_));
  TRY(cursor_.expect_open("elem"));
  TRY(cursor_.at(Token::Kind::open) ? parse_element_expressions(elements) : parse_element_functions(elements));
  TRY(cursor_.expect_close());

  const uint32_t count = elements.count;
  const TableType table = {elements.type, {.min = count, .max = count, .has_max = true, .is_64 = is_64}};
  encode_table_type(sections_.tables.begin_item(source_), table);
  encode_elements({SegmentMode::active, next_index(ExternalKind::table)++, zero_offset(is_64)}, elements);
  return {};
}

Status FieldParser::parse_memory() {
  parse_optional_id(context_);
  TRY_ASSIGN(const bool is_import, parse_inline_forms(ExternalKind::memory));
  if (is_import) return {};
  const size_t start = cursor_.position();
  MemoryType type;
  type.limits.is_64 = take_address_type(cursor_);
  TRY_ASSIGN(type.page_size_log2, parse_page_size(context_));
  if (cursor_.at_open("data")) return parse_memory_with_data(type);
  cursor_.seek(start);
  return parse_sized_memory();
}

Status FieldParser::parse_sized_memory() {
  ++next_index(ExternalKind::memory);
  TRY_ASSIGN(const MemoryType type, parse_memory_type(context_));
  encode_memory_type(sections_.memories.begin_item(source_), type);
  return {};
}

// The type has all but the number of pages, which are as many as the data need.
Status FieldParser::parse_memory_with_data(MemoryType type) {
  cursor_.advance(2);
  TRY_ASSIGN(const std::string contents, parse_data_contents(context_));
  TRY(cursor_.expect_close());

  const uint64_t last_byte_of_page = (uint64_t{1} << type.page_size_log2) - 1;
  const uint64_t size = contents.size();
  type.limits.min = (size >> type.page_size_log2) + ((size & last_byte_of_page) != 0 ? 1 : 0);
  type.limits.max = type.limits.min;
  type.limits.has_max = true;
  encode_memory_type(sections_.memories.begin_item(source_), type);
  encode_data({SegmentMode::active, next_index(ExternalKind::memory)++, zero_offset(type.limits.is_64)}, contents);
  return {};
}

Status FieldParser::parse_global() {
  parse_optional_id(context_);
  TRY_ASSIGN(const bool is_import, parse_inline_forms(ExternalKind::global));
  if (is_import) return {};
  ++next_index(ExternalKind::global);
  TRY_ASSIGN(const GlobalType type, parse_global_type(context_));
  encode_global_type(sections_.globals.begin_item(source_), type);
  return parse_expression(sections_.globals.contents);
}

Status FieldParser::parse_tag() {
  parse_optional_id(context_);
  TRY_ASSIGN(const bool is_import, parse_inline_forms(ExternalKind::tag));
  if (is_import) return {};
  ++next_index(ExternalKind::tag);
  return parse_tag_type(sections_.tags.begin_item(source_));
}

}  // namespace wasmc
