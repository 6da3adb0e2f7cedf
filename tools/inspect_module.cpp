#include "format/types.h"
#include "tools/inspect_parts.h"

namespace wasmc {

namespace {

std::string name_of(const ArtifactView& view, const Range32& range) {
  return '"' + escape(view.strings.subspan(range.offset, range.length)) + '"';
}

FunctionType function_type(const ArtifactView& view, const TypeRecord& record) {
  FunctionType type;
  const auto values = view.value_types.subspan(record.first_value_type, record.params + record.results);
  for (uint32_t bits : values.first(record.params)) type.params.push_back(ValueType::from_bits(bits));
  for (uint32_t bits : values.subspan(record.params)) type.results.push_back(ValueType::from_bits(bits));
  return type;
}

template <typename Record>
std::string limits_text(const Record& record) {
  std::string text = std::to_string(record.min);
  text += (record.flags & limits_has_max) != 0 ? " to " + std::to_string(record.max) : " and more";
  if ((record.flags & limits_is_64) != 0) text += ", i64";
  if ((record.flags & limits_shared) != 0) text += ", shared";
  return text;
}

std::string table_text(const TableRecord& table) {
  return to_string(ValueType::from_bits(table.element)) + ", " + limits_text(table) + " elements";
}

std::string memory_text(const MemoryRecord& memory) {
  return limits_text(memory) + (memory.page_size_log2 == 0 ? " pages of 1 byte" : " pages of 64 KiB");
}

std::string global_text(const GlobalRecord& global) {
  const std::string type = to_string(ValueType::from_bits(global.type));
  return global.is_mutable != 0 ? "(mut " + type + ")" : type;
}

std::string tag_text(const ArtifactView& view, const TagRecord& tag) {
  return to_string(function_type(view, view.types[tag.type]));
}

template <typename Record, typename Text>
void print_list(const char* title, std::span<const Record> records, Text text, std::ostream& out) {
  if (records.empty()) return;
  out << '\n' << title << '\n';
  for (size_t i = 0; i < records.size(); ++i) out << "  " << i << ": " << text(records[i]) << '\n';
}

std::string imported(bool is_imported) { return is_imported ? "imported: " : ""; }

std::string element_segment_text(const ElementSegmentRecord& segment) {
  constexpr const char* modes[] = {"active, table ", "passive", "declarative"};
  const std::string mode = modes[segment.mode] + (segment.mode == 0 ? std::to_string(segment.table) : "");
  return mode + ": " + std::to_string(segment.count) + " of " + to_string(ValueType::from_bits(segment.type)) +
         (segment.has_expressions != 0 ? ", expressions" : "");
}

std::string data_segment_text(const DataSegmentRecord& segment) {
  const std::string mode = segment.mode == 0 ? "active, memory " + std::to_string(segment.memory) : "passive";
  return mode + ": " + std::to_string(segment.bytes.length) + " bytes";
}

}  // namespace

std::string import_type(const ArtifactView& view, const ImportRecord& import) {
  switch (static_cast<ExternalKind>(uint32_t{import.kind})) {
    case ExternalKind::function: return to_string(function_type(view, view.types[import.index]));
    case ExternalKind::table: return table_text(view.tables[import.index]);
    case ExternalKind::memory: return memory_text(view.memories[import.index]);
    case ExternalKind::global: return global_text(view.globals[import.index]);
    case ExternalKind::tag: return tag_text(view, view.tags[import.index]);
  }
  return "";
}

void print_imports(const ArtifactView& view, std::ostream& out) {
  out << "\nimports\n";
  for (const ImportRecord& import : view.imports) {
    out << "  " << to_string(static_cast<ExternalKind>(uint32_t{import.kind})) << ' ' << name_of(view, import.module)
        << ' ' << name_of(view, import.name) << ": " << import_type(view, import) << '\n';
  }
}

void print_exports(const ArtifactView& view, const CodeMap& map, std::ostream& out) {
  out << "\nexports\n";
  for (const ExportRecord& record : view.exports) {
    const auto kind = static_cast<ExternalKind>(uint32_t{record.kind});
    out << "  " << to_string(kind) << ' ' << name_of(view, record.name) << ": index " << record.index;
    if (kind == ExternalKind::function) out << ", " << map.function_name(record.index);
    out << '\n';
  }
}

void print_definitions(const ArtifactView& view, std::ostream& out) {
  const auto type = [&](const TypeRecord& record) { return to_string(function_type(view, record)); };
  const auto table = [](const TableRecord& record) {
    return imported((record.flags & limits_imported) != 0) + table_text(record);
  };
  const auto memory = [](const MemoryRecord& record) {
    return imported((record.flags & limits_imported) != 0) + memory_text(record);
  };
  const auto global = [](const GlobalRecord& record) { return imported(record.imported != 0) + global_text(record); };
  const auto tag = [&](const TagRecord& record) { return imported(record.imported != 0) + tag_text(view, record); };
  print_list("types", view.types, type, out);
  print_list("tables", view.tables, table, out);
  print_list("memories", view.memories, memory, out);
  print_list("globals", view.globals, global, out);
  print_list("tags", view.tags, tag, out);
  print_list("element segments", view.element_segments, element_segment_text, out);
  print_list("data segments", view.data_segments, data_segment_text, out);
}

}  // namespace wasmc
