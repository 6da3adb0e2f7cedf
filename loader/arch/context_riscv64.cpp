#include <ucontext.h>

#include "loader/arch/context.h"

namespace wasmc {

uintptr_t program_counter(const void* ucontext) {
  return static_cast<uintptr_t>(static_cast<const ucontext_t*>(ucontext)->uc_mcontext.__gregs[REG_PC]);
}

void redirect(void* ucontext, void (*target)(), void* argument) {
  auto& registers = static_cast<ucontext_t*>(ucontext)->uc_mcontext;
  registers.__gregs[REG_PC] = reinterpret_cast<uint64_t>(target);
  registers.__gregs[REG_A0] = reinterpret_cast<uint64_t>(argument);
}

}  // namespace wasmc
