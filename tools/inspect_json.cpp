#include <algorithm>
#include <array>

#include "format/read.h"
#include "format/signature.h"
#include "format/types.h"
#include "runtime-support/traps.h"
#include "tools/header_json.h"
#include "tools/inspect_parts.h"

namespace wasmc {

namespace {

constexpr auto one_line = JsonWriter::Layout::one_line;

std::string_view text_of(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string_view name_of(const ArtifactView& view, const Range32& range) {
  return text_of(view.strings.subspan(range.offset, range.length));
}

// An array under this key: write_item() writes the members of an object for each record.
template <typename Record, typename WriteItem>
void write_list(JsonWriter& json, const char* key, std::span<const Record> records, WriteItem write_item) {
  json.key(key);
  json.begin_array();
  for (const Record& record : records) {
    json.begin_object(one_line);
    write_item(record);
    json.end();
  }
  json.end();
}

void write_sections(JsonWriter& json, std::span<const SectionInfo> sections) {
  write_list(json, "sections", sections, [&](const SectionInfo& section) {
    json.member("id", static_cast<uint32_t>(section.id));
    json.member("name", to_string(section.id));
    json.member("offset", section.file_offset);
    json.member("stored_size", section.stored_size);
    json.member("raw_size", section.raw_size);
    json.member("alignment", section.alignment);
    json.member("compression", section.compressed ? "zstd" : "none");
  });
}

void write_imports(JsonWriter& json, const ArtifactView& view) {
  write_list(json, "imports", view.imports, [&](const ImportRecord& import) {
    json.member("module", name_of(view, import.module));
    json.member("name", name_of(view, import.name));
    json.member("kind", to_string(static_cast<ExternalKind>(uint32_t{import.kind})));
    json.member("type", std::string_view(import_type(view, import)));
  });
}

void write_exports(JsonWriter& json, const ArtifactView& view) {
  write_list(json, "exports", view.exports, [&](const ExportRecord& record) {
    json.member("name", name_of(view, record.name));
    json.member("kind", to_string(static_cast<ExternalKind>(uint32_t{record.kind})));
    json.member("index", uint32_t{record.index});
  });
}

template <typename Record>
void write_limits(JsonWriter& json, const Record& record) {
  json.member("imported", (record.flags & limits_imported) != 0);
  json.member("min", uint64_t{record.min});
  json.key("max");
  (record.flags & limits_has_max) != 0 ? json.value(uint64_t{record.max}) : json.null();
  json.member("address", (record.flags & limits_is_64) != 0 ? "i64" : "i32");
}

void write_value_types(JsonWriter& json, const char* key, std::span<const ule32> types) {
  json.key(key);
  json.begin_array();
  for (uint32_t bits : types) json.value(std::string_view(to_string(ValueType::from_bits(bits))));
  json.end();
}

void write_types(JsonWriter& json, const ArtifactView& view) {
  write_list(json, "types", view.types, [&](const TypeRecord& type) {
    const auto values = view.value_types.subspan(type.first_value_type, type.params + type.results);
    write_value_types(json, "params", values.first(type.params));
    write_value_types(json, "results", values.subspan(type.params));
  });
}

void write_memories(JsonWriter& json, const ArtifactView& view) {
  write_list(json, "memories", view.memories, [&](const MemoryRecord& memory) {
    write_limits(json, memory);
    json.member("shared", (memory.flags & limits_shared) != 0);
    json.member("page_size", uint64_t{1} << memory.page_size_log2);
  });
}

void write_tables(JsonWriter& json, const ArtifactView& view) {
  write_list(json, "tables", view.tables, [&](const TableRecord& table) {
    write_limits(json, table);
    json.member("element", std::string_view(to_string(ValueType::from_bits(table.element))));
  });
}

void write_globals(JsonWriter& json, const ArtifactView& view) {
  write_list(json, "globals", view.globals, [&](const GlobalRecord& global) {
    json.member("imported", global.imported != 0);
    json.member("type", std::string_view(to_string(ValueType::from_bits(global.type))));
    json.member("mutable", global.is_mutable != 0);
  });
}

void write_tags(JsonWriter& json, const ArtifactView& view) {
  write_list(json, "tags", view.tags, [&](const TagRecord& tag) {
    json.member("imported", tag.imported != 0);
    json.member("type", uint32_t{tag.type});
  });
}

void write_segments(JsonWriter& json, const ArtifactView& view) {
  constexpr const char* modes[] = {"active", "passive", "declarative"};
  write_list(json, "element_segments", view.element_segments, [&](const ElementSegmentRecord& segment) {
    json.member("mode", modes[segment.mode]);
    json.member("table", uint32_t{segment.table});
    json.member("type", std::string_view(to_string(ValueType::from_bits(segment.type))));
    json.member("count", uint32_t{segment.count});
  });
  write_list(json, "data_segments", view.data_segments, [&](const DataSegmentRecord& segment) {
    json.member("mode", modes[segment.mode]);
    json.member("memory", uint32_t{segment.memory});
    json.member("bytes", uint32_t{segment.bytes.length});
  });
}

void write_definitions(JsonWriter& json, const ArtifactView& view) {
  json.member("functions", uint64_t{view.functions.size()});
  write_types(json, view);
  write_tables(json, view);
  write_memories(json, view);
  write_globals(json, view);
  write_tags(json, view);
  write_segments(json, view);
}

void write_import_slots(JsonWriter& json, const ArtifactView& view) {
  json.key("import_slots");
  json.begin_array(one_line);
  for (const ImportSlotRecord& slot : view.import_slots) json.value(std::string_view(library_name(slot.library)));
  json.end();
}

// By kind.
void write_trap_counts(JsonWriter& json, std::span<const TrapSite> sites) {
  std::array<uint64_t, 256> counts{};
  for (const TrapSite& site : sites) ++counts[site.code];
  json.key("trap_counts");
  json.begin_object();
  for (size_t code = 0; code < counts.size(); ++code) {
    if (counts[code] != 0) json.member(kind_of({.code = static_cast<uint8_t>(code)}), counts[code]);
  }
  json.end();
}

void write_traps(JsonWriter& json, std::span<const TrapSite> sites) {
  write_list(json, "traps", sites, [&](const TrapSite& site) {
    json.member("code_offset", uint64_t{site.code_offset});
    json.member("wasm_offset", uint64_t{site.wasm_offset});
    json.member("kind", std::string_view(kind_of(site)));
  });
}

// Lines of `key: value`.
void write_build_info(JsonWriter& json, std::string_view info) {
  json.key("build_info");
  json.begin_object();
  while (!info.empty()) {
    const std::string_view line = info.substr(0, info.find('\n'));
    info.remove_prefix(std::min(line.size() + 1, info.size()));
    const size_t colon = line.find(": ");
    json.member(line.substr(0, colon), colon == std::string_view::npos ? "" : line.substr(colon + 2));
  }
  json.end();
}

void write_signature(JsonWriter& json, const std::optional<SignedBytes>& found) {
  json.key("signed_by");
  found ? write_bytes(json, found->signature.public_key) : json.null();
}

void write_file(JsonWriter& json, std::span<const uint8_t> bytes, const ArtifactHeader& header) {
  json.member("format", std::to_string(format_major) + "." + std::to_string(format_minor));
  json.member("size", uint64_t{bytes.size()});
  json.key("header");
  write_header(json, header);
}

}  // namespace

Result<std::string> inspect_as_json(std::span<const uint8_t> bytes, const InspectOptions& options) {
  TRY_ASSIGN(const LoadedArtifact artifact, read_artifact(bytes));
  TRY_ASSIGN(const std::optional<SignedBytes> signature, find_signature(bytes));
  const ArtifactView& view = artifact.view();
  JsonWriter json;
  json.begin_object();
  if (options.header) write_file(json, bytes, view.header);
  if (options.header) write_signature(json, signature);
  if (options.sections) write_sections(json, artifact.sections());
  if (options.imports) write_imports(json, view);
  if (options.exports) write_exports(json, view);
  if (options.definitions) write_definitions(json, view);
  if (options.relocations) write_import_slots(json, view);
  if (options.trap_counts) write_trap_counts(json, trap_sites(view));
  if (options.build_info) write_build_info(json, text_of(view.build_info));
  if (options.traps) write_traps(json, trap_sites(view));
  json.end();
  return json.take();
}

}  // namespace wasmc
