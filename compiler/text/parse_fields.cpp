#include "compiler/text/parse_fields.h"

#include <array>

#include "compiler/binary/encode.h"

namespace wasmc {

Status FieldParser::parse_field() {
  source_ = cursor_.offset();
  TRY(parse_contents());
  return cursor_.expect_close();
}

Status FieldParser::parse_contents() {
  // The first pass has parsed these.
  if (cursor_.at_keyword("type")) {
    TRY(cursor_.skip_to_close());
    cursor_.seek(cursor_.position() - 1);
    return {};
  }
  if (cursor_.take_keyword("import")) return parse_import();
  if (cursor_.take_keyword("export")) return parse_export();
  if (cursor_.take_keyword("start")) return parse_start();
  if (cursor_.take_keyword("func")) return parse_function();
  if (cursor_.take_keyword("table")) return parse_table();
  if (cursor_.take_keyword("memory")) return parse_memory();
  if (cursor_.take_keyword("global")) return parse_global();
  if (cursor_.take_keyword("elem")) return parse_element_segment();
  if (cursor_.take_keyword("data")) return parse_data_segment();
  return cursor_.unexpected();
}

const IndexSpace& FieldParser::space_of(ExternalKind kind) const {
  const std::array<const IndexSpace*, 4> spaces = {&context_.functions, &context_.tables, &context_.memories,
                                                   &context_.globals};
  return *spaces[static_cast<size_t>(kind)];
}

std::optional<ExternalKind> FieldParser::take_kind() {
  if (cursor_.take_keyword("func")) return ExternalKind::function;
  if (cursor_.take_keyword("table")) return ExternalKind::table;
  if (cursor_.take_keyword("memory")) return ExternalKind::memory;
  if (cursor_.take_keyword("global")) return ExternalKind::global;
  return std::nullopt;
}

Status FieldParser::parse_import() {
  ImportNames names;
  TRY_ASSIGN(names.first, parse_name(context_));
  TRY_ASSIGN(names.second, parse_name(context_));
  TRY(cursor_.expect(Token::Kind::open));
  const auto kind = take_kind();
  if (!kind) return cursor_.unexpected();
  parse_optional_id(context_);
  TRY(parse_import_descriptor(*kind, names));
  return cursor_.expect_close();
}

// The type of what is imported is next.
Status FieldParser::parse_import_descriptor(ExternalKind kind, const ImportNames& names) {
  ByteVector& bytes = sections_.imports.begin_item(source_);
  encode_name(bytes, names.first);
  encode_name(bytes, names.second);
  bytes.push_back(static_cast<uint8_t>(kind));
  if (kind == ExternalKind::function) {
    ++functions_;
    TRY_ASSIGN(const TypeUse use, parse_type_use(context_, ParameterIds::allowed));
    TRY_ASSIGN(const uint32_t type_index, resolve_type_use(context_, use));
    append_leb128(bytes, type_index);
  } else if (kind == ExternalKind::table) {
    ++tables_;
    TRY_ASSIGN(const TableType type, parse_table_type(context_));
    encode_table_type(bytes, type);
  } else if (kind == ExternalKind::memory) {
    ++memories_;
    TRY_ASSIGN(const MemoryType type, parse_memory_type(context_));
    encode_memory_type(bytes, type);
  } else {
    ++globals_;
    TRY_ASSIGN(const GlobalType type, parse_global_type(context_));
    encode_global_type(bytes, type);
  }
  return {};
}

Status FieldParser::parse_inline_exports(ExternalKind kind, uint32_t index) {
  while (cursor_.at_open("export")) {
    const uint32_t source = cursor_.offset();
    cursor_.advance(2);
    TRY_ASSIGN(const std::string name, parse_name(context_));
    TRY(cursor_.expect_close());
    ByteVector& bytes = sections_.exports.begin_item(source);
    encode_name(bytes, name);
    bytes.push_back(static_cast<uint8_t>(kind));
    append_leb128(bytes, index);
  }
  return {};
}

// The `(import` is gone already.
Result<FieldParser::ImportNames> FieldParser::parse_inline_import() {
  ImportNames names;
  TRY_ASSIGN(names.first, parse_name(context_));
  TRY_ASSIGN(names.second, parse_name(context_));
  TRY(cursor_.expect_close());
  return names;
}

Status FieldParser::parse_export() {
  TRY_ASSIGN(const std::string name, parse_name(context_));
  TRY(cursor_.expect(Token::Kind::open));
  const auto kind = take_kind();
  if (!kind) return cursor_.unexpected();
  TRY_ASSIGN(const uint32_t index, parse_index(context_, space_of(*kind)));
  TRY(cursor_.expect_close());
  ByteVector& bytes = sections_.exports.begin_item(source_);
  encode_name(bytes, name);
  bytes.push_back(static_cast<uint8_t>(*kind));
  append_leb128(bytes, index);
  return {};
}

Status FieldParser::parse_start() {
  TRY_ASSIGN(const uint32_t function, parse_index(context_, context_.functions));
  sections_.start.mark(source_);
  append_leb128(sections_.start.bytes, function);
  return {};
}

Status FieldParser::parse_table() {
  parse_optional_id(context_);
  TRY(parse_inline_exports(ExternalKind::table, tables_));
  if (!cursor_.take_open("import")) return parse_table_definition(tables_++);
  TRY_ASSIGN(const ImportNames names, parse_inline_import());
  return parse_import_descriptor(ExternalKind::table, names);
}

Status FieldParser::parse_table_definition(uint32_t index) {
  TRY(parse_address_type(context_));
  if (at_reference_type(context_)) return parse_table_with_elements(index);
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

Status FieldParser::parse_table_with_elements(uint32_t index) {
  Elements elements;
  TRY_ASSIGN(elements.type, parse_reference_type(context_));
  TRY(cursor_.expect_open("elem"));
  TRY(cursor_.at(Token::Kind::open) ? parse_element_expressions(elements) : parse_element_functions(elements));
  TRY(cursor_.expect_close());

  TableType table;
  table.element = elements.type;
  table.limits = {elements.count, elements.count, true, false};
  encode_table_type(sections_.tables.begin_item(source_), table);
  Placement placement;
  placement.mode = SegmentMode::active;
  placement.target = index;
  placement.offset.bytes = {0x41, 0x00, 0x0b};  // i32.const 0, end
  encode_elements(placement, elements);
  return {};
}

Status FieldParser::parse_memory() {
  parse_optional_id(context_);
  TRY(parse_inline_exports(ExternalKind::memory, memories_));
  if (!cursor_.take_open("import")) return parse_memory_definition(memories_++);
  TRY_ASSIGN(const ImportNames names, parse_inline_import());
  return parse_import_descriptor(ExternalKind::memory, names);
}

Status FieldParser::parse_memory_definition(uint32_t index) {
  TRY(parse_address_type(context_));
  if (cursor_.at_open("data")) return parse_memory_with_data(index);
  TRY_ASSIGN(const MemoryType type, parse_memory_type(context_));
  encode_memory_type(sections_.memories.begin_item(source_), type);
  return {};
}

Status FieldParser::parse_memory_with_data(uint32_t index) {
  cursor_.advance(2);
  const std::string contents = parse_strings(context_);
  TRY(cursor_.expect_close());

  MemoryType memory;
  const uint64_t page_size = uint64_t{1} << memory.page_size_log2;
  const uint64_t pages = (contents.size() + page_size - 1) / page_size;
  memory.limits = {pages, pages, true, false};
  encode_memory_type(sections_.memories.begin_item(source_), memory);
  Placement placement;
  placement.mode = SegmentMode::active;
  placement.target = index;
  placement.offset.bytes = {0x41, 0x00, 0x0b};  // i32.const 0, end
  encode_data(placement, contents);
  return {};
}

Status FieldParser::parse_global() {
  parse_optional_id(context_);
  TRY(parse_inline_exports(ExternalKind::global, globals_));
  if (cursor_.take_open("import")) {
    TRY_ASSIGN(const ImportNames names, parse_inline_import());
    return parse_import_descriptor(ExternalKind::global, names);
  }
  ++globals_;
  TRY_ASSIGN(const GlobalType type, parse_global_type(context_));
  encode_global_type(sections_.globals.begin_item(source_), type);
  return parse_expression(sections_.globals.contents);
}

}  // namespace wasmc
