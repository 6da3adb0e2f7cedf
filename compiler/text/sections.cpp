#include "compiler/text/sections.h"

#include <algorithm>

#include "compiler/binary/encode.h"

namespace wasmc {
namespace {

void encode_branch_hint(ByteVector& bytes, const BranchHint& hint) {
  append_leb128(bytes, hint.offset);
  bytes.push_back(1);  // the size of what follows
  bytes.push_back(hint.is_likely ? 1 : 0);
}

// Appends sections in their order, and custom ones at their places between them.
class Assembler {
 public:
  Assembler(const TextSections& sections) : custom_(sections.custom) {
    // Those of the same place stay in the order of the text.
    std::sort(custom_.begin(), custom_.end(), [](const PlacedSection& a, const PlacedSection& b) {
      return std::pair(a.place, a.source) < std::pair(b.place, b.source);
    });
    module_.mark(sections.module_source);
    encode_header(module_.bytes);
  }

  void append(uint8_t id, const PositionedBytes& contents) {
    append_custom(place_before_section(id));
    append_plain(id, contents);
  }

  void append(uint8_t id, const VectorSection& section) {
    if (section.count == 0) return;
    PositionedBytes contents;
    append_leb128(contents.bytes, section.count);
    contents.append(section.contents);
    append(id, contents);
  }

  // What is custom goes where it is appended.
  void append_plain(uint8_t id, const PositionedBytes& contents) {
    module_.bytes.push_back(id);
    module_.append_sized(contents);
  }

  // Those whose place is no later.
  void append_custom(uint32_t place) {
    for (; next_custom_ < custom_.size() && custom_[next_custom_].place <= place; ++next_custom_) {
      append_custom(custom_[next_custom_]);
    }
  }

  PositionedBytes take() { return std::move(module_); }

 private:
  void append_custom(const PlacedSection& section) {
    PositionedBytes contents;
    contents.mark(section.source);
    encode_name(contents.bytes, section.name);
    contents.bytes.insert(contents.bytes.end(), section.contents.begin(), section.contents.end());
    append_plain(0, contents);
  }

  PositionedBytes module_;
  std::vector<PlacedSection> custom_;  // by place
  size_t next_custom_ = 0;
};

void append_data_count_section(Assembler& module, uint32_t count) {
  PositionedBytes contents;
  append_leb128(contents.bytes, count);
  module.append(12, contents);
}

// The custom section of the tool conventions for hints about branches, which must come before the code.
void append_branch_hints(Assembler& module, const TextSections& sections) {
  if (sections.branch_hints.empty()) return;
  PositionedBytes section;
  encode_name(section.bytes, "metadata.code.branch_hint");
  append_leb128(section.bytes, static_cast<uint32_t>(sections.branch_hints.size()));
  for (const auto& [function, hints] : sections.branch_hints) {
    append_leb128(section.bytes, function);
    append_leb128(section.bytes, static_cast<uint32_t>(hints.size()));
    for (const BranchHint& hint : hints) encode_branch_hint(section.bytes, hint);
  }
  module.append_plain(0, section);
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
void append_name_section(Assembler& module, const TextContext& context, const TextSections& sections) {
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
  if (section.bytes.size() > empty_size) module.append_plain(0, section);
}

}  // namespace

PositionedBytes assemble_sections(const TextContext& context, const TextSections& sections) {
  Assembler module(sections);
  module.append(1, context.type_table.section());
  module.append(2, sections.imports);
  module.append(3, sections.functions);
  module.append(4, sections.tables);
  module.append(5, sections.memories);
  module.append(13, sections.tags);
  module.append(6, sections.globals);
  module.append(7, sections.exports);
  if (!sections.start.bytes.empty()) module.append(8, sections.start);
  module.append(9, sections.elements);
  if (context.needs_data_count) append_data_count_section(module, context.data.size());
  append_branch_hints(module, sections);
  module.append(10, sections.code);
  module.append(11, sections.data);
  module.append_custom(place_after_all - 1);
  append_name_section(module, context, sections);
  module.append_custom(place_after_all);
  return module.take();
}

}  // namespace wasmc
