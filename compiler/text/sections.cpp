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

void encode_indirect_name_map_item(ByteVector& bytes, uint32_t index, const NameMap& names) {
  append_leb128(bytes, index);
  encode_name_map(bytes, names);
}

void append_names_within(ByteVector& section, uint8_t id, const std::vector<std::pair<uint32_t, NameMap>>& items) {
  if (items.empty()) return;
  ByteVector contents;
  append_leb128(contents, static_cast<uint32_t>(items.size()));
  for (const auto& [index, names] : items) encode_indirect_name_map_item(contents, index, names);
  append_name_subsection(section, id, contents);
}

void append_field_names(ByteVector& section, const std::map<uint32_t, IndexSpace>& fields) {
  if (fields.empty()) return;
  ByteVector contents;
  append_leb128(contents, static_cast<uint32_t>(fields.size()));
  for (const auto& [type, space] : fields) encode_indirect_name_map_item(contents, type, space.names());
  append_name_subsection(section, 10, contents);
}

// Appendix "Custom Sections", with the subsections of the proposal for extended names.
void append_name_section(PositionedBytes& module, const TextContext& context, const TextSections& sections) {
  PositionedBytes section;
  encode_name(section.bytes, "name");
  const size_t empty_size = section.bytes.size();
  append_module_name(section.bytes, sections.module_name);
  append_names(section.bytes, 1, context.functions.names());
  append_names_within(section.bytes, 2, sections.local_names);
  append_names_within(section.bytes, 3, sections.label_names);
  append_names(section.bytes, 4, context.types.names());
  append_names(section.bytes, 5, context.tables.names());
  append_names(section.bytes, 6, context.memories.names());
  append_names(section.bytes, 7, context.globals.names());
  append_names(section.bytes, 8, context.elements.names());
  append_names(section.bytes, 9, context.data.names());
  append_field_names(section.bytes, context.fields);
  append_names(section.bytes, 11, context.tags.names());
  if (section.bytes.size() > empty_size) append_section(module, 0, section);
}

}  // namespace

PositionedBytes assemble_sections(const TextContext& context, const TextSections& sections) {
  PositionedBytes module;
  module.mark(sections.module_source);
  encode_header(module.bytes);
  append_section(module, 1, context.type_table.section());
  append_section(module, 2, sections.imports);
  append_section(module, 3, sections.functions);
  append_section(module, 4, sections.tables);
  append_section(module, 5, sections.memories);
  append_section(module, 13, sections.tags);
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
