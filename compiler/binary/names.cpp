#include "compiler/binary/names.h"

#include <algorithm>

#include "compiler/binary/reader.h"
#include "format/base/result.h"

namespace wasmc {
namespace {

enum Subsection : uint8_t {
  module_names = 0,
  function_names = 1,
  local_names = 2,
  label_names = 3,
  type_names = 4,
  table_names = 5,
  memory_names = 6,
  global_names = 7,
  element_names = 8,
  data_names = 9,
  field_names = 10,
  tag_names = 11,
};

// A name map: calls take(index, name) for each entry.
template <class Take>
Status decode_name_map(ByteReader& reader, Take take) {
  TRY_ASSIGN(const uint32_t count, reader.u32("names"));
  for (uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const uint32_t index, reader.u32("index of a name"));
    TRY_ASSIGN(const std::string_view name, reader.name("name"));
    take(index, name);
  }
  return {};
}

Result<NameList> decode_name_list(ByteReader& reader, size_t items) {
  NameList names;
  TRY(decode_name_map(reader, [&](uint32_t index, std::string_view name) {
    if (index >= items) return;
    if (index >= names.size()) names.resize(index + 1);
    names[index] = name;
  }));
  return names;
}

// An indirect name map.
Result<NameTable> decode_name_table(ByteReader& reader, size_t items) {
  NameTable table;
  TRY_ASSIGN(const uint32_t count, reader.u32("name maps"));
  for (uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const uint32_t item, reader.u32("index of a name map"));
    const uint64_t start = reader.offset();
    TRY(decode_name_map(reader, [](uint32_t, std::string_view) {}));
    if (item < items) table.add(item, reader.range_from(start));
  }
  table.sort();
  return table;
}

// What is decoded, unless it is malformed.
template <class T>
void keep(Result<T> decoded, T& names) {
  if (decoded) names = std::move(*decoded);
}

void decode_subsection(uint8_t id, ByteReader& reader, const Module& module, Names& names) {
  const auto list = [&](size_t items, NameList& into) { keep(decode_name_list(reader, items), into); };
  const auto table = [&](size_t items, NameTable& into) { keep(decode_name_table(reader, items), into); };
  switch (id) {
    case module_names: return keep(reader.name("module name"), names.module);
    case function_names: return list(module.functions.size(), names.functions);
    case local_names: return table(module.functions.size(), names.locals);
    case label_names: return table(module.functions.size(), names.labels);
    case type_names: return list(module.types.size(), names.types);
    case table_names: return list(module.tables.size(), names.tables);
    case memory_names: return list(module.memories.size(), names.memories);
    case global_names: return list(module.globals.size(), names.globals);
    case element_names: return list(module.elements.size(), names.elements);
    case data_names: return list(module.data.size(), names.data);
    case field_names: return table(module.types.size(), names.fields);
    case tag_names: return list(module.tags.size(), names.tags);
    default: return;
  }
}

Status decode_subsections(ByteReader& reader, const Module& module, Names& names) {
  while (!reader.at_end()) {
    TRY_ASSIGN(const uint8_t id, reader.byte("name subsection"));
    TRY_ASSIGN(ByteReader contents, reader.sized("name subsection"));
    decode_subsection(id, contents, module, names);
  }
  return {};
}

}  // namespace

void NameTable::sort() {
  const auto place = [](const auto& item) { return std::pair(item.first, item.second.offset); };
  std::sort(items_.begin(), items_.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

NameList NameTable::of(uint32_t item, size_t parts) const {
  const auto found = std::lower_bound(items_.begin(), items_.end(), item,
                                      [](const auto& entry, uint32_t index) { return entry.first < index; });
  if (found == items_.end() || found->first != item) return {};
  ByteReader reader(found->second);
  NameList names;
  keep(decode_name_list(reader, parts), names);
  return names;
}

Names decode_names(const Module& module) {
  Names names;
  const auto section = std::find_if(module.custom_sections.begin(), module.custom_sections.end(),
                                    [](const CustomSection& custom) { return custom.name == "name"; });
  if (section == module.custom_sections.end()) return names;
  ByteReader reader(section->contents);
  // Where the subsections end too early, those before hold.
  [[maybe_unused]] const Status status = decode_subsections(reader, module, names);
  return names;
}

}  // namespace wasmc
