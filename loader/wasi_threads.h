// Gives threads to modules: the import "wasi" "thread-spawn" of the proposal "wasi-threads". A thread is an instance of
// its own of the program's module, in a store of its own, whose memories are the program's: shared ones that the module
// imports. Usable from any of the program's threads.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "loader/call.h"
#include "loader/link.h"
#include "loader/memory.h"
#include "loader/module.h"
#include "loader/store.h"

namespace wasmc {

class WasiThreads : public ImportResolver {
 public:
  // Ends the process because a thread has trapped or exited, or could not be set up. Called by that thread, perhaps by
  // several at once; must not return.
  using EndProcess = void (*)(const Result<CallOutcome>& ending);

  // Threads get stacks as configured.
  WasiThreads(const StoreConfig& config, EndProcess end_process) : config_(config), end_process_(end_process) {}

  // What threads are instances of, and where these find their imports: resolvers that may be used from any thread, one
  // at a time, and may include this one. To be called before the module is linked.
  void set_program(std::shared_ptr<const LoadedModule> module, std::vector<ImportResolver*> resolvers);

  // The function, and any shared memory: one for all imports of the same names, made for the first.
  Resolution resolve(Store& store, const ImportRequest& request) override;

  // True if threads may be running: then what they use must not be destroyed.
  [[nodiscard]] bool has_spawned() const { return has_spawned_; }

 private:
  struct NamedMemory {
    std::string module;
    std::string name;
    std::shared_ptr<MemoryInstance> memory;
  };
  struct Start {
    WasiThreads* threads;
    uint32_t id;
    uint32_t argument;
  };

  static uint32_t call(void* environment, Instance& caller, Value* args_and_results);
  static void* run_thread(void* start);
  Resolution resolve_memory(const ImportRequest& request);
  [[nodiscard]] bool spawn(uint32_t id, uint32_t argument);
  [[nodiscard]] Result<CallOutcome> run(uint32_t id, uint32_t argument);
  [[nodiscard]] Result<std::vector<ExternalValue>> link(Store& store);
  [[nodiscard]] uint32_t take_id();
  void release_id(uint32_t id);

  StoreConfig config_;
  EndProcess end_process_;
  std::shared_ptr<const LoadedModule> module_;
  std::vector<ImportResolver*> resolvers_;
  std::vector<NamedMemory> memories_;  // used while linking
  std::atomic<bool> has_spawned_ = false;
  std::mutex linking_;
  std::mutex ids_;  // guards what follows
  std::vector<uint32_t> live_ids_;
  uint32_t last_id_ = 0;
};

}  // namespace wasmc
