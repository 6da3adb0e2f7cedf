// Everything that instances are made of, with one lifetime (section 4.2.3), and the stack that their code runs on.
// Entered by one thread at a time; different stores are independent of each other.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "format/base/result.h"
#include "loader/global.h"
#include "loader/host_function.h"
#include "loader/instance.h"
#include "loader/memory.h"
#include "loader/stack.h"
#include "loader/table.h"
#include "loader/tag.h"

namespace wasmc {

struct StoreConfig {
  uint64_t stack_size = WasmStack::default_size;  // bytes
};

// Why a host function ended a call.
struct HostFailure {
  bool exited = false;
  uint32_t exit_code = 0;
  std::string message;  // if it has not exited
};

class Store {
 public:
  // Fails if the stack is too small, or can't be had.
  static Result<std::unique_ptr<Store>> create(const StoreConfig& config = {});

  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  // The store owns what it makes; it lives and stays in place as long as the store.
  Result<MemoryInstance*> add_memory(const MemoryType& type, MemoryStrategy strategy = MemoryStrategy::guard);
  // Makes a shared memory of another store this one's too; it lives as long as one of them.
  void add_shared_memory(MemoryInstance& memory);
  Result<TableInstance*> add_table(const TableType& type, void* init);
  // With `value` null the global has a place of its own.
  GlobalInstance* add_global(const GlobalType& type, Value* value = nullptr);
  const TagInstance* add_tag(uint32_t type_id);
  const HostFunction* add_host_function(HostFunction function);
  Instance* add_instance(std::unique_ptr<Instance> instance);

  // For host functions, before they return other than 0: the call ends with the exit code, or as a trap with the
  // message.
  uint32_t exit(uint32_t code);
  uint32_t fail(std::string message);
  [[nodiscard]] const HostFailure& host_failure() const { return host_failure_; }

  [[nodiscard]] const WasmStack& stack() const { return stack_; }
  // VmContext::tail_arguments of its instances.
  [[nodiscard]] Value* tail_arguments() const { return tail_arguments_.get(); }
  // True if the address belongs to a memory or to what lies behind it. Usable from signal handlers, of faults in
  // compiled code.
  [[nodiscard]] bool reserves(const void* address) const;

 private:
  explicit Store(WasmStack stack) : stack_(std::move(stack)) {}

  WasmStack stack_;
  std::unique_ptr<Value[]> tail_arguments_ = std::make_unique<Value[]>(max_tail_arguments);
  std::vector<std::shared_ptr<MemoryInstance>> memories_;
  std::vector<std::unique_ptr<TableInstance>> tables_;
  std::vector<std::unique_ptr<GlobalInstance>> globals_;
  std::vector<std::unique_ptr<TagInstance>> tags_;
  std::vector<std::unique_ptr<HostFunction>> host_functions_;
  std::vector<std::unique_ptr<Instance>> instances_;
  HostFailure host_failure_;
};

}  // namespace wasmc
