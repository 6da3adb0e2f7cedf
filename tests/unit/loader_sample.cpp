#include "tests/unit/loader_sample.h"

#include <doctest/doctest.h>

#include "format/write.h"
#include "loader/platform/cpu_features.h"
#include "runtime-support/vmctx.h"

namespace wasmc {

ArtifactBuilder::ArtifactBuilder() {
  artifact.header.abi = abi_version;
  artifact.header.architecture = host_architecture;
}

Range32 ArtifactBuilder::string(std::string_view text) {
  const auto offset = static_cast<uint32_t>(artifact.strings.size());
  artifact.strings.insert(artifact.strings.end(), text.begin(), text.end());
  return {offset, static_cast<uint32_t>(text.size())};
}

Range32 ArtifactBuilder::expression(std::span<const uint8_t> expression) {
  const auto offset = static_cast<uint32_t>(artifact.const_exprs.size());
  artifact.const_exprs.insert(artifact.const_exprs.end(), expression.begin(), expression.end());
  return {offset, static_cast<uint32_t>(expression.size())};
}

uint32_t ArtifactBuilder::add_type(const FunctionType& type, uint32_t entry_thunk, uint32_t host_thunk) {
  artifact.types.push_back({static_cast<uint32_t>(artifact.value_types.size()),
                            static_cast<uint32_t>(type.params.size()), static_cast<uint32_t>(type.results.size()),
                            entry_thunk, host_thunk});
  for (ValueType value : type.params) artifact.value_types.push_back(value.bits());
  for (ValueType value : type.results) artifact.value_types.push_back(value.bits());
  return static_cast<uint32_t>(artifact.types.size() - 1);
}

uint32_t ArtifactBuilder::add_function(uint32_t type, uint32_t code_offset, uint32_t code_length,
                                       uint32_t wasm_offset) {
  artifact.functions.push_back({type, code_offset, code_length, wasm_offset, code_offset});
  return static_cast<uint32_t>(artifact.functions.size() - 1);
}

void ArtifactBuilder::add_import(std::string_view module, std::string_view name, ExternalKind kind, uint32_t index) {
  const Range32 module_name = string(module);
  artifact.imports.push_back({module_name, string(name), static_cast<uint32_t>(kind), index});
}

void ArtifactBuilder::add_export(std::string_view name, ExternalKind kind, uint32_t index) {
  artifact.exports.push_back({string(name), static_cast<uint32_t>(kind), index});
}

void ArtifactBuilder::add_function_name(uint32_t function, std::string_view name) {
  artifact.function_names.push_back({function, string(name)});
}

void ArtifactBuilder::add_memory(uint32_t flags, uint64_t min, uint64_t max) {
  artifact.memories.push_back({flags, 16u, min, max});
}

void ArtifactBuilder::add_table(ValueType element, uint32_t flags, uint64_t min, uint64_t max,
                                std::vector<uint8_t> init) {
  const Range32 range = init.empty() ? Range32{0u, 0u} : expression(init);
  artifact.tables.push_back({element.bits(), flags, min, max, range});
}

void ArtifactBuilder::add_global(GlobalType type, std::vector<uint8_t> init) {
  const Range32 range = init.empty() ? Range32{0u, 0u} : expression(init);
  artifact.globals.push_back({type.value.bits(), uint32_t{type.is_mutable}, uint32_t{init.empty()}, range});
}

void ArtifactBuilder::add_tag(uint32_t type, bool imported) { artifact.tags.push_back({type, uint32_t{imported}}); }

void ArtifactBuilder::add_active_data(uint32_t offset, std::string_view bytes) {
  add_passive_data(bytes);
  artifact.data_segments.back().mode = 0u;
  artifact.data_segments.back().offset = expression(i32_expression(offset));
}

void ArtifactBuilder::add_passive_data(std::string_view bytes) {
  const auto begin = static_cast<uint32_t>(artifact.data.size());
  artifact.data.insert(artifact.data.end(), bytes.begin(), bytes.end());
  artifact.data_segments.push_back({1u, 0u, {0u, 0u}, {begin, static_cast<uint32_t>(bytes.size())}});
}

void ArtifactBuilder::add_active_elements(uint32_t offset, std::vector<uint32_t> functions) {
  const auto first = static_cast<uint32_t>(artifact.element_items.size());
  const Range32 range = expression(i32_expression(offset));
  for (uint32_t function : functions) artifact.element_items.push_back(function);
  artifact.element_segments.push_back(
      {0u, 0u, range, ValueType::funcref().bits(), 0u, first, static_cast<uint32_t>(functions.size())});
}

void ArtifactBuilder::add_passive_elements(std::vector<std::vector<uint8_t>> expressions) {
  const auto first = static_cast<uint32_t>(artifact.element_items.size());
  for (const auto& item : expressions) {
    const Range32 range = expression(item);
    artifact.element_items.push_back(range.offset);
    artifact.element_items.push_back(range.length);
  }
  artifact.element_segments.push_back(
      {1u, 0u, {0u, 0u}, ValueType::funcref().bits(), 1u, first, static_cast<uint32_t>(expressions.size())});
}

std::vector<uint8_t> ArtifactBuilder::bytes() const {
  auto bytes = write_artifact(artifact);
  REQUIRE(bytes);
  return std::move(bytes).value();
}

std::vector<uint8_t> i32_expression(uint32_t offset) {
  REQUIRE(offset < 0x80000000);
  std::vector<uint8_t> bytes = {0x41};
  for (; offset >= 0x40; offset >>= 7) bytes.push_back(static_cast<uint8_t>(offset | 0x80));
  bytes.push_back(static_cast<uint8_t>(offset));
  bytes.push_back(0x0b);
  return bytes;
}

std::shared_ptr<const LoadedModule> load(const ArtifactBuilder& builder) {
  auto module = load_module(builder.bytes());
  REQUIRE_MESSAGE(module, message_of(module));
  return *module;
}

std::unique_ptr<Store> make_store(const StoreConfig& config) {
  auto store = Store::create(config);
  REQUIRE_MESSAGE(store, message_of(store));
  return std::move(store).value();
}

Instantiation instantiate(Store& store, const ArtifactBuilder& builder, std::vector<ImportResolver*> resolvers) {
  auto module = load(builder);
  const auto imports = link_imports(store, *module, resolvers);
  REQUIRE_MESSAGE(imports, message_of(imports));
  const auto made = instantiate(store, module, *imports);
  REQUIRE_MESSAGE(made, message_of(made));
  return *made;
}

}  // namespace wasmc
