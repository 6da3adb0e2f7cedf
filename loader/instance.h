// A module instance (section 4.2.5): the context block that its code works on, and what its indices mean. Made by
// instantiate(); owned by a Store and used by the thread that is in it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "loader/external_value.h"
#include "loader/module.h"
#include "runtime-support/vmctx.h"

namespace wasmc {

class Store;

class Instance {
 public:
  Instance(Store& store, std::shared_ptr<const LoadedModule> module);
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  [[nodiscard]] Store& store() const { return store_; }
  [[nodiscard]] const LoadedModule& module() const { return *module_; }

  // What the instance exports under a name, or nothing.
  [[nodiscard]] std::optional<ExternalValue> find_export(std::string_view name) const;
  // The memory exported as "memory", which system interfaces work on, or null.
  [[nodiscard]] MemoryInstance* exported_memory() const { return exported_memory_; }

  // The reference to a function of the index space, or null if none can exist.
  [[nodiscard]] FuncRef* funcref(uint32_t function) const;

  [[nodiscard]] const VmLayout& layout() const { return layout_; }
  [[nodiscard]] VmContext* context() const { return reinterpret_cast<VmContext*>(block_.get()); }
  // A T at an offset that the layout gives.
  template <typename T>
  [[nodiscard]] T& field(uint64_t offset) const {
    return *reinterpret_cast<T*>(block_.get() + offset);
  }

  // The index spaces, imports first; filled by instantiate(), unchanged from then on.
  std::vector<MemoryInstance*> memories;
  std::vector<TableInstance*> tables;
  std::vector<GlobalInstance*> globals;
  std::vector<const TagInstance*> tags;
  std::vector<std::unique_ptr<HostImport>> host_imports;

  // Empty once dropped.
  std::vector<std::vector<void*>> element_segments;
  std::vector<std::span<const uint8_t>> data_segments;

  // To be called when the index spaces are complete.
  void find_exported_memory();

 private:
  struct FreeBlock {
    void operator()(uint8_t* block) const;
  };

  Store& store_;
  std::shared_ptr<const LoadedModule> module_;
  VmLayout layout_;
  std::unique_ptr<uint8_t[], FreeBlock> block_;
  MemoryInstance* exported_memory_ = nullptr;
};

// The instance whose code was given the context.
[[nodiscard]] inline Instance& instance_of(const VmContext* context) {
  return *static_cast<Instance*>(context->instance);
}

}  // namespace wasmc
