#include "compiler/binary/decode.h"

#include <cstdio>
#include <string>

#include "compiler/binary/decode_sections.h"
#include "compiler/binary/reader.h"
#include "compiler/module/feature.h"
#include "compiler/module/limits.h"

namespace wasmc {
namespace {

constexpr uint8_t magic[] = {0x00, 'a', 's', 'm'};
constexpr uint32_t module_version = 1;
constexpr uint16_t component_layer = 1;

Error end_of_header(uint64_t offset, const char* what) { return {std::string("unexpected end: ") + what, offset}; }

Status decode_magic(ByteReader& reader) {
  if (reader.remaining() < sizeof magic) return end_of_header(reader.offset() + reader.remaining(), "magic header");
  for (const uint8_t expected : magic) {
    TRY_ASSIGN(const uint8_t found, reader.byte("magic header"));
    if (found != expected) return Error{"magic header not detected: this is no WebAssembly module", 0};
  }
  return {};
}

Status decode_version(ByteReader& reader) {
  const uint64_t start = reader.offset();
  uint32_t version = 0;
  if (!reader.read_fixed_u32(version, "version")) {
    return end_of_header(start + reader.remaining(), "binary version");
  }
  if (version == module_version) return {};
  std::string message = "unknown binary version: " + std::to_string(version);
  if (version >> 16 == component_layer) message += "; " + FeatureSet().refusal(Feature::component_model, 0).message;
  return Error{std::move(message), start};
}

enum SectionId : uint8_t {
  custom_id,
  type_id,
  import_id,
  function_id,
  table_id,
  memory_id,
  global_id,
  export_id,
  start_id,
  element_id,
  code_id,
  data_id,
  data_count_id,
  tag_id,
};

struct SectionRow {
  SectionId id;
  const char* name;
  Status (*decode)(ByteReader&, Module&);
};

// In the order in which a module has to have them.
constexpr SectionRow section_rows[] = {
    {type_id, "type section", decode_type_section},
    {import_id, "import section", decode_import_section},
    {function_id, "function section", decode_function_section},
    {table_id, "table section", decode_table_section},
    {memory_id, "memory section", decode_memory_section},
    {tag_id, "tag section", decode_tag_section},
    {global_id, "global section", decode_global_section},
    {export_id, "export section", decode_export_section},
    {start_id, "start section", decode_start_section},
    {element_id, "element section", decode_element_section},
    {data_count_id, "data count section", decode_data_count_section},
    {code_id, "code section", decode_code_section},
    {data_id, "data section", decode_data_section},
};

const SectionRow* find_section(uint8_t id) {
  for (const SectionRow& row : section_rows) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

Status decode_custom_section(ByteReader& contents, uint8_t after, Module& module) {
  TRY_ASSIGN(const std::string_view name, contents.name("custom section's name"));
  const uint64_t start = contents.offset();
  TRY_ASSIGN(const std::span<const uint8_t> bytes, contents.bytes(contents.remaining(), "custom section"));
  module.custom_sections.push_back({name, {start, bytes}, after});
  return {};
}

Status decode_known_section(const SectionRow& row, ByteReader& contents, Module& module) {
  TRY(row.decode(contents, module));
  if (!contents.at_end()) {
    return Error{std::string("section size mismatch: ") + std::to_string(contents.remaining()) +
                     " bytes after the end of the " + row.name,
                 contents.offset()};
  }
  return {};
}

// Decodes the next section. `next` is the row of the first section that may still come.
Status decode_section(ByteReader& reader, Module& module, const SectionRow*& next) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t id, reader.byte("section id"));
  const SectionRow* row = find_section(id);
  if (row == nullptr && id != custom_id) {
    char digits[8];
    std::snprintf(digits, sizeof digits, "%02x", id);
    return Error{std::string("malformed section id: ") + digits, start};
  }
  TRY_ASSIGN(ByteReader contents, reader.sized("section"));
  if (id == custom_id) {
    const SectionId last = next == section_rows ? custom_id : (next - 1)->id;
    return decode_custom_section(contents, last, module);
  }
  if (row < next) {
    return Error{std::string("unexpected content after last section: ") + row->name + " out of order", start};
  }
  next = row + 1;
  return decode_known_section(*row, contents, module);
}

// Several tables or memories, whether imported or defined.
Status check_index_spaces(const Module& module) {
  if (module.tables.size() > 1) TRY(module.features.require(Feature::reference_types, module.tables[1].offset));
  if (module.memories.size() > 1) TRY(module.features.require(Feature::multi_memory, module.memories[1].offset));
  return {};
}

Status check_section_counts(const Module& module, uint64_t end) {
  if (module.functions.size() > module.imported_functions && module.functions.back().body.bytes.empty()) {
    return Error{"function and code section have inconsistent lengths: no code section", end};
  }
  if (module.data_count && *module.data_count != module.data.size()) {
    return Error{"data count and data section have inconsistent lengths: " + std::to_string(*module.data_count) +
                     " and " + std::to_string(module.data.size()),
                 end};
  }
  return {};
}

}  // namespace

Result<Module> decode_module(std::span<const uint8_t> bytes, const FeatureSet& features) {
  if (bytes.size() > limits::module_bytes) {
    return Error{
        "module too large: " + std::to_string(bytes.size()) + " bytes, at most " + std::to_string(limits::module_bytes),
        0};
  }
  ByteReader reader(bytes, 0);
  TRY(decode_magic(reader));
  TRY(decode_version(reader));
  Module module;
  module.features = features;
  const SectionRow* next = section_rows;
  while (!reader.at_end()) TRY(decode_section(reader, module, next));
  TRY(check_index_spaces(module));
  TRY(check_section_counts(module, reader.offset()));
  return module;
}

}  // namespace wasmc
