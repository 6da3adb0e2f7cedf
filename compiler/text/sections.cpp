#include "compiler/text/sections.h"

#include "compiler/binary/encode.h"

namespace wasmc {
namespace {

void append_section(PositionedBytes& module, uint8_t id, const PositionedBytes& contents) {
  module.bytes.push_back(id);
  module.append_sized(contents);
}

void append_section(PositionedBytes& module, uint8_t id, const VectorSection& section) {
  if (section.count == 0) return;
  PositionedBytes contents;
  append_leb128(contents.bytes, section.count);
  contents.append(section.contents);
  append_section(module, id, contents);
}

void append_type_section(PositionedBytes& module, const TypeTable& table) {
  VectorSection types;
  for (const FunctionType& type : table.types()) encode_function_type(types.contents.bytes, type);
  types.count = static_cast<uint32_t>(table.types().size());
  append_section(module, 1, types);
}

void append_data_count_section(PositionedBytes& module, uint32_t count) {
  PositionedBytes contents;
  append_leb128(contents.bytes, count);
  append_section(module, 12, contents);
}

void encode_name_map(ByteVector& bytes, const NameMap& names) {
  append_leb128(bytes, static_cast<uint32_t>(names.size()));
  for (const auto& [index, name] : names) {
    append_leb128(bytes, index);
    encode_name(bytes, name);
  }
}

void append_name_subsection(ByteVector& section, uint8_t id, const ByteVector& contents) {
  section.push_back(id);
  encode_sized(section, contents);
}

void append_names(ByteVector& section, uint8_t id, const NameMap& names) {
  if (names.empty()) return;
  ByteVector contents;
  encode_name_map(contents, names);
  append_name_subsection(section, id, contents);
}

void append_module_name(ByteVector& section, std::string_view name) {
  if (name.empty()) return;
  ByteVector contents;
  encode_name(contents, name);
  append_name_subsection(section, 0, contents);
}

void append_local_names(ByteVector& section, const std::vector<std::pair<uint32_t, NameMap>>& functions) {
  if (functions.empty()) return;
  ByteVector contents;
  append_leb128(contents, static_cast<uint32_t>(functions.size()));
  for (const auto& [function, names] : functions) {
    append_leb128(contents, function);
    encode_name_map(contents, names);
  }
  append_name_subsection(section, 2, contents);
}

// Appendix "Custom Sections", with the subsections of the proposal for extended names.
void append_name_section(PositionedBytes& module, const TextContext& context, const TextSections& sections) {
  PositionedBytes section;
  encode_name(section.bytes, "name");
  const size_t empty_size = section.bytes.size();
  append_module_name(section.bytes, sections.module_name);
  append_names(section.bytes, 1, context.functions.names());
  append_local_names(section.bytes, sections.local_names);
  append_names(section.bytes, 4, context.types.names());
  append_names(section.bytes, 5, context.tables.names());
  append_names(section.bytes, 6, context.memories.names());
  append_names(section.bytes, 7, context.globals.names());
  append_names(section.bytes, 8, context.elements.names());
  append_names(section.bytes, 9, context.data.names());
  if (section.bytes.size() > empty_size) append_section(module, 0, section);
}

}  // namespace

PositionedBytes assemble_sections(const TextContext& context, const TextSections& sections) {
  PositionedBytes module;
  module.mark(sections.module_source);
  encode_header(module.bytes);
  append_type_section(module, context.type_table);
  append_section(module, 2, sections.imports);
  append_section(module, 3, sections.functions);
  append_section(module, 4, sections.tables);
  append_section(module, 5, sections.memories);
  append_section(module, 6, sections.globals);
  append_section(module, 7, sections.exports);
  if (!sections.start.bytes.empty()) append_section(module, 8, sections.start);
  append_section(module, 9, sections.elements);
  if (context.needs_data_count) append_data_count_section(module, context.data.size());
  append_section(module, 10, sections.code);
  append_section(module, 11, sections.data);
  append_name_section(module, context, sections);
  return module;
}

}  // namespace wasmc
