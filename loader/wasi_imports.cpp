#include "loader/wasi_imports.h"

namespace wasmc {

namespace {

FunctionType type_of(const WasiFunction& function) {
  FunctionType type;
  for (const char* letter = function.signature; *letter != '\0'; ++letter)
    type.params.push_back(*letter == 'I' ? ValueType::i64() : ValueType::i32());
  if (function.has_result) type.results.push_back(ValueType::i32());
  return type;
}

}  // namespace

Resolution WasiImports::resolve(Store& store, const ImportRequest& request) {
  if (request.kind != ExternalKind::function) return Resolution(std::nullopt);
  const WasiFunction* function = Wasi::find(request.module, request.name);
  if (function == nullptr) return Resolution(std::nullopt);
  bindings_.push_back(std::make_unique<Binding>(Binding{&wasi_, function}));
  return Resolution(store.add_host_function({type_of(*function), call, bindings_.back().get()}));
}

uint32_t WasiImports::call(void* environment, Instance& caller, Value* args_and_results) {
  const auto* binding = static_cast<const Binding*>(environment);
  const MemoryInstance* memory = caller.exported_memory();
  const std::span<uint8_t> bytes = memory != nullptr ? memory->bytes() : std::span<uint8_t>();
  const WasiOutcome outcome = binding->wasi->call(*binding->function, bytes, args_and_results);
  return outcome.exited ? caller.store().exit(outcome.exit_code) : 0;
}

}  // namespace wasmc
