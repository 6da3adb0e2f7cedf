// A call from the host into compiled code that has not ended: what the signal handler needs to end it. Lives in the
// frame of invoke(); those of a thread form a chain, the innermost first. Used by its thread and the signal handlers
// that interrupt it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime-support/traps.h"

namespace wasmc {

class LoadedModule;
class Store;

// Why and where a call was ended. What needs memory to be said is worked out later, outside the handler.
struct TrapRecord {
  TrapCode code = TrapCode::none;
  bool has_site = false;                 // wasm_offset is known
  uint32_t wasm_offset = 0;              // of the instruction
  uint32_t code_offset = 0;              // of the machine instruction in the module's code
  const LoadedModule* module = nullptr;  // whose code it was, if any
};

struct Activation {
  void* stack_pointer = nullptr;  // of the host at the entry; wasmc_enter stores it, wasmc_landing returns to it
  Activation* previous = nullptr;
  Store* store = nullptr;
  bool in_host_function = false;
  TrapRecord trap;
};
static_assert(offsetof(Activation, stack_pointer) == 0, "known to entry_<arch>.S");

// The thread's innermost one, or null. Initial-exec, so that a signal handler reads it without allocating.
extern thread_local Activation* current_activation __attribute__((tls_model("initial-exec")));

}  // namespace wasmc
