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
  if (cursor_.at_keyword("type") || cursor_.at_keyword("rec")) {
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
  if (cursor_.take_keyword("tag")) return parse_tag();
  if (cursor_.take_keyword("elem")) return parse_element_segment();
  if (cursor_.take_keyword("data")) return parse_data_segment();
  return cursor_.unexpected();
}

const IndexSpace& FieldParser::space_of(ExternalKind kind) const {
  const std::array<const IndexSpace*, 5> spaces = {&context_.functions, &context_.tables, &context_.memories,
                                                   &context_.globals, &context_.tags};
  return *spaces[static_cast<size_t>(kind)];
}

std::optional<ExternalKind> FieldParser::take_kind() {
  if (cursor_.take_keyword("func")) return ExternalKind::function;
  if (cursor_.take_keyword("table")) return ExternalKind::table;
  if (cursor_.take_keyword("memory")) return ExternalKind::memory;
  if (cursor_.take_keyword("global")) return ExternalKind::global;
  if (cursor_.take_keyword("tag")) return ExternalKind::tag;
  return std::nullopt;
}

Status FieldParser::parse_import() {
  ImportNames names;
  TRY_ASSIGN(names.first, parse_name(context_));
  if (!cursor_.at(Token::Kind::string)) return parse_compact_imports(names.first);
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
  ++next_index(kind);
  ByteVector& bytes = sections_.imports.begin_item(source_);
  encode_name(bytes, names.first);
  encode_name(bytes, names.second);
  bytes.push_back(static_cast<uint8_t>(kind));
  return parse_external_type(kind, bytes);
}

Status FieldParser::parse_external_type(ExternalKind kind, ByteVector& bytes) {
  switch (kind) {
    case ExternalKind::function: return parse_function_type(bytes);
    case ExternalKind::tag: return parse_tag_type(bytes);
    case ExternalKind::table: {
      TRY_ASSIGN(const TableType type, parse_table_type(context_));
      encode_table_type(bytes, type);
      return {};
    }
    case ExternalKind::memory: {
      TRY_ASSIGN(const MemoryType type, parse_memory_type(context_));
      encode_memory_type(bytes, type);
      return {};
    }
    case ExternalKind::global: {
      TRY_ASSIGN(const GlobalType type, parse_global_type(context_));
      encode_global_type(bytes, type);
      return {};
    }
  }
  return {};
}

Status FieldParser::parse_function_type(ByteVector& bytes) {
  TRY_ASSIGN(const TypeUse use, parse_type_use(context_, ParameterIds::allowed));
  TRY_ASSIGN(const uint32_t type_index, resolve_type_use(context_, use));
  append_leb128(bytes, type_index);
  return {};
}

Status FieldParser::parse_tag_type(ByteVector& bytes) {
  bytes.push_back(0);  // an exception
  return parse_function_type(bytes);
}

// The exports that stand in a definition, and its import. True if it has one: then the definition is parsed.
Result<bool> FieldParser::parse_inline_forms(ExternalKind kind) {
  TRY(parse_inline_exports(kind, next_index(kind)));
  if (!cursor_.take_open("import")) return false;
  TRY_ASSIGN(const ImportNames names, parse_inline_import());
  TRY(parse_import_descriptor(kind, names));
  return true;
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

}  // namespace wasmc
