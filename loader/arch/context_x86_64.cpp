#include <ucontext.h>

#include "loader/arch/context.h"

namespace wasmc {

uintptr_t program_counter(const void* ucontext) {
  return static_cast<uintptr_t>(static_cast<const ucontext_t*>(ucontext)->uc_mcontext.gregs[REG_RIP]);
}

void redirect(void* ucontext, void (*target)(), void* argument) {
  auto& registers = static_cast<ucontext_t*>(ucontext)->uc_mcontext;
  registers.gregs[REG_RIP] = reinterpret_cast<greg_t>(target);
  registers.gregs[REG_RDI] = reinterpret_cast<greg_t>(argument);
}

}  // namespace wasmc
