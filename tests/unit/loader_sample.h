// Artifacts for the tests of the loader, built record by record, and the ways to load and instantiate them.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "format/artifact.h"
#include "format/trap_table.h"
#include "loader/instantiate.h"
#include "loader/link.h"
#include "loader/load.h"

namespace wasmc {

// Adds records in the order in which the calls are made; indices are theirs.
class ArtifactBuilder {
 public:
  ArtifactBuilder();

  Artifact artifact;

  uint32_t add_type(const FunctionType& type, uint32_t entry_thunk = none_index, uint32_t host_thunk = none_index);
  uint32_t add_function(uint32_t type, uint32_t code_offset, uint32_t code_length, uint32_t wasm_offset);
  void add_import(std::string_view module, std::string_view name, ExternalKind kind, uint32_t index);
  void add_export(std::string_view name, ExternalKind kind, uint32_t index);
  void add_function_name(uint32_t function, std::string_view name);
  // Flags are limits_*.
  void add_memory(uint32_t flags, uint64_t min, uint64_t max = 0);
  void add_table(ValueType element, uint32_t flags, uint64_t min, uint64_t max = 0, std::vector<uint8_t> init = {});
  // Imported if `init` is empty.
  void add_global(GlobalType type, std::vector<uint8_t> init);
  void add_tag(uint32_t type, bool imported);
  void add_active_data(uint32_t offset, std::string_view bytes);
  void add_passive_data(std::string_view bytes);
  void add_active_elements(uint32_t offset, std::vector<uint32_t> functions);
  void add_passive_elements(std::vector<std::vector<uint8_t>> expressions);

  [[nodiscard]] std::vector<uint8_t> bytes() const;

 private:
  Range32 string(std::string_view text);
  Range32 expression(std::span<const uint8_t> expression);
};

// `i32.const offset`, `end`.
[[nodiscard]] std::vector<uint8_t> i32_expression(uint32_t offset);

[[nodiscard]] std::shared_ptr<const LoadedModule> load(const ArtifactBuilder& builder);
[[nodiscard]] std::unique_ptr<Store> make_store(const StoreConfig& config = {});
// Links and instantiates; the module must be acceptable, but may trap.
[[nodiscard]] Instantiation instantiate(Store& store, const ArtifactBuilder& builder,
                                        std::vector<ImportResolver*> resolvers = {});

// The message, or "" for success.
template <typename T>
[[nodiscard]] std::string message_of(const Result<T>& result) {
  return result ? "" : result.error().message;
}

}  // namespace wasmc
