#include "loader/store.h"

#include <algorithm>

namespace wasmc {

namespace {

template <typename T>
T* keep(std::vector<std::unique_ptr<T>>& owners, std::unique_ptr<T> thing) {
  owners.push_back(std::move(thing));
  return owners.back().get();
}

}  // namespace

Result<std::unique_ptr<Store>> Store::create(const StoreConfig& config) {
  TRY_ASSIGN(WasmStack stack, WasmStack::create(config.stack_size));
  return std::unique_ptr<Store>(new Store(std::move(stack)));
}

Result<MemoryInstance*> Store::add_memory(const MemoryType& type, MemoryStrategy strategy) {
  TRY_ASSIGN(auto memory, MemoryInstance::create(type, strategy));
  memories_.push_back(std::move(memory));
  return memories_.back().get();
}

void Store::add_shared_memory(MemoryInstance& memory) {
  const auto shared = memory.shared_from_this();
  if (std::find(memories_.begin(), memories_.end(), shared) == memories_.end()) memories_.push_back(shared);
}

Result<TableInstance*> Store::add_table(const TableType& type, void* init) {
  TRY_ASSIGN(auto table, TableInstance::create(type, init));
  return keep(tables_, std::move(table));
}

GlobalInstance* Store::add_global(const GlobalType& type, Value* value) {
  GlobalInstance* global = keep(globals_, std::make_unique<GlobalInstance>(GlobalInstance{type, value}));
  if (value == nullptr) global->value = &global->own;
  return global;
}

const TagInstance* Store::add_tag(uint32_t type_id) {
  return keep(tags_, std::make_unique<TagInstance>(TagInstance{type_id}));
}

const HostFunction* Store::add_host_function(HostFunction function) {
  return keep(host_functions_, std::make_unique<HostFunction>(std::move(function)));
}

Instance* Store::add_instance(std::unique_ptr<Instance> instance) { return keep(instances_, std::move(instance)); }

uint32_t Store::exit(uint32_t code) {
  host_failure_ = {.exited = true, .exit_code = code, .message = {}};
  return 1;
}

uint32_t Store::fail(std::string message) {
  host_failure_ = {.exited = false, .exit_code = 0, .message = std::move(message)};
  return 1;
}

bool Store::reserves(const void* address) const {
  for (const auto& memory : memories_) {
    if (memory->reserves(address)) return true;
  }
  return false;
}

}  // namespace wasmc
