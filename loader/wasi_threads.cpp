#include "loader/wasi_threads.h"

#include <pthread.h>

#include <algorithm>

#include "loader/function_types.h"
#include "loader/instantiate.h"

namespace wasmc {

namespace {

constexpr uint32_t max_id = (uint32_t{1} << 29) - 1;
constexpr uint32_t spawn_failed = ~uint32_t{0};

constexpr const char* entry_name = "wasi_thread_start";

FunctionType entry_type() {
  FunctionType type;
  type.params = {ValueType::i32(), ValueType::i32()};
  return type;
}

FunctionType spawn_type() {
  FunctionType type;
  type.params = {ValueType::i32()};
  type.results = {ValueType::i32()};
  return type;
}

// Null if the instance exports none that threads could begin with.
const FuncRef* find_entry(const Instance& instance) {
  const auto exported = instance.find_export(entry_name);
  const auto* function = exported ? std::get_if<const FuncRef*>(&*exported) : nullptr;
  if (function == nullptr) return nullptr;
  return function_type(static_cast<uint32_t>((*function)->type_id)) == entry_type() ? *function : nullptr;
}

}  // namespace

void WasiThreads::set_program(std::shared_ptr<const LoadedModule> module, std::vector<ImportResolver*> resolvers) {
  module_ = std::move(module);
  resolvers_ = std::move(resolvers);
}

Resolution WasiThreads::resolve(Store& store, const ImportRequest& request) {
  if (request.kind == ExternalKind::memory) return resolve_memory(request);
  const bool is_spawn = request.module == "wasi" && request.name == "thread-spawn";
  if (!is_spawn || request.kind != ExternalKind::function) return Resolution(std::nullopt);
  return Resolution(store.add_host_function({spawn_type(), call, this}));
}

Resolution WasiThreads::resolve_memory(const ImportRequest& request) {
  if (!request.memory || !request.memory->shared || module_ == nullptr) return Resolution(std::nullopt);
  for (const NamedMemory& known : memories_) {
    if (known.module == request.module && known.name == request.name) return Resolution(known.memory.get());
  }
  TRY_ASSIGN(auto memory, MemoryInstance::create(*request.memory, module_->view().header.memory_strategy));
  memories_.push_back({std::string(request.module), std::string(request.name), std::move(memory)});
  return Resolution(memories_.back().memory.get());
}

uint32_t WasiThreads::call(void* environment, Instance& caller, Value* args_and_results) {
  auto& threads = *static_cast<WasiThreads*>(environment);
  const uint32_t argument = args_and_results[0].i32;
  uint32_t id = find_entry(caller) == nullptr ? spawn_failed : threads.take_id();
  if (id != spawn_failed && !threads.spawn(id, argument)) {
    threads.release_id(id);
    id = spawn_failed;
  }
  args_and_results[0].i32 = id;
  return 0;
}

// Not std::thread, which reports a system without threads to spare by an exception.
bool WasiThreads::spawn(uint32_t id, uint32_t argument) {
  auto start = std::make_unique<Start>(Start{this, id, argument});
  has_spawned_ = true;
  pthread_t thread;
  if (pthread_create(&thread, nullptr, run_thread, start.get()) != 0) return false;
  start.release();
  pthread_detach(thread);
  return true;
}

void* WasiThreads::run_thread(void* argument) {
  const std::unique_ptr<Start> start(static_cast<Start*>(argument));
  const Result<CallOutcome> ending = start->threads->run(start->id, start->argument);
  if (!ending || !ending->is_ok()) start->threads->end_process_(ending);
  start->threads->release_id(start->id);
  return nullptr;
}

Result<CallOutcome> WasiThreads::run(uint32_t id, uint32_t argument) {
  TRY_ASSIGN(const auto store, Store::create(config_));
  TRY_ASSIGN(const auto imports, link(*store));
  TRY_ASSIGN(const Instantiation made, instantiate(*store, module_, imports));
  if (!made.outcome.is_ok()) return made.outcome;
  const FuncRef* entry = find_entry(*made.instance);
  if (entry == nullptr) return Error{"the program exports no wasi_thread_start"};
  Value values[2] = {};
  values[0].i32 = id;
  values[1].i32 = argument;
  return invoke(*store, *entry, values);
}

Result<std::vector<ExternalValue>> WasiThreads::link(Store& store) {
  const std::lock_guard lock(linking_);
  return link_imports(store, *module_, resolvers_);
}

// An id is given again only after all others have been.
uint32_t WasiThreads::take_id() {
  const std::lock_guard lock(ids_);
  if (live_ids_.size() == max_id) return spawn_failed;
  do {
    last_id_ = last_id_ == max_id ? 1 : last_id_ + 1;
  } while (std::find(live_ids_.begin(), live_ids_.end(), last_id_) != live_ids_.end());
  live_ids_.push_back(last_id_);
  return last_id_;
}

void WasiThreads::release_id(uint32_t id) {
  const std::lock_guard lock(ids_);
  live_ids_.erase(std::find(live_ids_.begin(), live_ids_.end(), id));
}

}  // namespace wasmc
