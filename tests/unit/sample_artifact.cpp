#include "tests/unit/sample_artifact.h"

#include <cstdlib>
#include <string_view>

#include "format/checksum.h"
#include "format/front.h"
#include "format/layout.h"
#include "format/read.h"
#include "format/trap_table.h"
#include "format/types.h"
#include "format/write.h"

namespace wasmc {

namespace {

ByteVector bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

constexpr uint32_t kind(ExternalKind k) { return static_cast<uint32_t>(k); }

// Appends a name to the strings.
Range32 string(Artifact& artifact, std::string_view text) {
  const auto offset = static_cast<uint32_t>(artifact.strings.size());
  artifact.strings.insert(artifact.strings.end(), text.begin(), text.end());
  return {offset, static_cast<uint32_t>(text.size())};
}

void add_import(Artifact& artifact, std::string_view name, ExternalKind of_kind, uint32_t index) {
  const Range32 module = string(artifact, "env");
  artifact.imports.push_back({module, string(artifact, name), kind(of_kind), index});
}

void add_export(Artifact& artifact, std::string_view name, ExternalKind of_kind, uint32_t index) {
  artifact.exports.push_back({string(artifact, name), kind(of_kind), index});
}

void add_functions(Artifact& artifact) {
  artifact.value_types = {ValueType::i32().bits(), ValueType::i64().bits(), ValueType::funcref().bits()};
  artifact.types = {{0u, 0u, 0u, 32u, none_index}, {0u, 2u, 1u, none_index, 48u}};
  artifact.functions = {{0u, 0u, 16u, 100u, 0u}, {1u, 16u, 16u, 120u, 16u}};
  artifact.escaping_functions = {0u, 2u};
  artifact.header.start_function = 1;
}

void add_imports_and_exports(Artifact& artifact) {
  add_import(artifact, "func", ExternalKind::function, 1);
  add_import(artifact, "tab", ExternalKind::table, 0);
  add_import(artifact, "mem", ExternalKind::memory, 0);
  add_import(artifact, "glob", ExternalKind::global, 0);
  add_export(artifact, "run", ExternalKind::function, 2);
  add_export(artifact, "tab", ExternalKind::table, 1);
  add_export(artifact, "mem", ExternalKind::memory, 1);
  add_export(artifact, "glob", ExternalKind::global, 1);
  add_export(artifact, "tag", ExternalKind::tag, 0);
  artifact.function_names.push_back({0u, string(artifact, "func")});
  artifact.function_names.push_back({2u, string(artifact, "run")});
}

void add_definitions(Artifact& artifact) {
  const uint32_t funcref = ValueType::funcref().bits();
  const uint32_t i32 = ValueType::i32().bits();
  artifact.const_exprs = {0x41, 0x05, 0x0b, 0xd2, 0x02, 0x0b};  // i32.const 5; ref.func 2
  artifact.tables = {{funcref, limits_imported, 1u, 0u, {0u, 0u}}, {funcref, limits_has_max, 2u, 3u, {3u, 3u}}};
  artifact.memories = {{limits_imported, 16u, 1u, 0u}, {limits_has_max, 16u, 1u, 65536u}};
  artifact.globals = {{i32, 0u, 1u, {0u, 0u}}, {i32, 1u, 0u, {0u, 3u}}};
  artifact.tags = {{0u, 0u}};
}

void add_segments(Artifact& artifact) {
  const uint32_t funcref = ValueType::funcref().bits();
  artifact.element_segments = {{0u, 1u, {0u, 3u}, funcref, 0u, 0u, 2u},
                               {1u, 0u, {0u, 0u}, funcref, 1u, 2u, 1u},
                               {2u, 0u, {0u, 0u}, funcref, 0u, 4u, 0u}};
  artifact.element_items = {2u, none_index, 3u, 3u};
  artifact.data = ByteVector(200, 'd');
  artifact.data_segments = {{0u, 1u, {0u, 3u}, {0u, 100u}}, {1u, 0u, {0u, 0u}, {100u, 100u}}};
}

}  // namespace

Artifact sample_artifact() {
  Artifact artifact;
  artifact.header.abi = 1;
  artifact.header.cpu_features = 0x1f;
  artifact.header.wasm_features = 0x41;
  artifact.header.compile_options = 1;
  artifact.header.optimisation = OptimisationLevel::O2;
  artifact.header.release = 7;
  artifact.header.source_hash.fill(0xab);
  for (int i = 0; i < 64; ++i) artifact.code.push_back(static_cast<uint8_t>(i * 37));
  artifact.read_only_data = {1, 2, 3};
  artifact.import_slots = {{1u}, {3u}};
  artifact.trap_sites = encode_trap_table(std::vector<TrapSite>{{3, 101, 2}, {20, 125, 1}});
  artifact.build_info = bytes_of("compiler: test");
  add_functions(artifact);
  add_imports_and_exports(artifact);
  add_definitions(artifact);
  add_segments(artifact);
  return artifact;
}

ByteVector sample_bytes(Layout layout) {
  auto bytes = write_artifact(sample_artifact(), {.layout = layout});
  if (!bytes) std::abort();
  return std::move(bytes).value();
}

void put(ByteVector& bytes, size_t offset, uint64_t value, size_t size) {
  for (size_t i = 0; i < size; ++i) bytes.at(offset + i) = static_cast<uint8_t>(value >> (8 * i));
}

size_t entry_offset(size_t n) { return sizeof(FileHeader) + n * sizeof(SectionEntry); }

void repair_checksums(ByteVector& bytes) {
  if (bytes.size() < sizeof(FileHeader)) return;
  const uint32_t count = reinterpret_cast<const FileHeader*>(bytes.data())->section_count;
  if (count > section_kinds || bytes.size() < sections_begin(count)) return;
  for (size_t i = 0; i < count; ++i) {
    auto* entry = reinterpret_cast<SectionEntry*>(&bytes[entry_offset(i)]);
    if (entry->file_offset <= bytes.size() && entry->stored_size <= bytes.size() - entry->file_offset)
      entry->checksum = checksum(std::span<const uint8_t>(bytes).subspan(entry->file_offset, entry->stored_size));
  }
  update_front_checksum(bytes);
}

std::string read_error(std::span<const uint8_t> bytes) {
  auto artifact = read_artifact(bytes);
  return artifact ? "" : artifact.error().message;
}

uint64_t touch(const ArtifactView& view) {
  uint64_t sum = 0;
#define SECTION(id, name, element, text)                                                                     \
  for (uint8_t byte : std::span(reinterpret_cast<const uint8_t*>(view.name.data()), view.name.size_bytes())) \
    sum += byte;
#include "format/sections.def"
#undef SECTION
  for (const ExportRecord& record : view.exports) {
    for (uint8_t byte : view.strings.subspan(record.name.offset, record.name.length)) sum += byte;
  }
  for (uint32_t offset = 0; offset < view.code.size(); ++offset)
    sum += find_trap_site(view.trap_sites, offset).has_value();
  return sum;
}

}  // namespace wasmc
