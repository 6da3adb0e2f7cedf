#include <ucontext.h>

#include "loader/arch/context.h"

namespace wasmc {

uintptr_t program_counter(const void* ucontext) {
  return static_cast<uintptr_t>(static_cast<const ucontext_t*>(ucontext)->uc_mcontext.pc);
}

void redirect(void* ucontext, void (*target)(), void* argument) {
  auto& registers = static_cast<ucontext_t*>(ucontext)->uc_mcontext;
  registers.pc = reinterpret_cast<uint64_t>(target);
  registers.regs[0] = reinterpret_cast<uint64_t>(argument);
}

}  // namespace wasmc
