// Functions that the host gives to modules (section 4.2.6).
#pragma once

#include <cstddef>
#include <cstdint>

#include "format/types.h"
#include "runtime-support/vmctx.h"

namespace wasmc {

class Instance;

// `call` gets the arguments in order, a Value each, and stores the results in order into the same array, which has
// room for both. 0 means success; anything else ends the wasm call, after the function has said why to the Store
// (Store::fail, Store::exit). `caller` is the instance that imports the function. Runs on the Store's stack, of which
// at least the red zone of WasmStack is free.
struct HostFunction {
  FunctionType type;
  uint32_t (*call)(void* environment, Instance& caller, Value* args_and_results);
  void* environment = nullptr;
};

// A host function as one instance imports it.
struct HostImport {
  HostBinding binding;  // first: compiled code passes its address
  const HostFunction* function;
  Instance* caller;
};
static_assert(offsetof(HostImport, binding) == 0);

[[nodiscard]] HostImport make_host_import(const HostFunction& function, Instance& caller);

}  // namespace wasmc
