// The registers of an interrupted thread, in the ucontext_t that a signal handler gets (context_<arch>.cpp). Usable
// from signal handlers.
#pragma once

#include <cstdint>

namespace wasmc {

[[nodiscard]] uintptr_t program_counter(const void* ucontext);

// Makes the thread continue at `target`, as if it had just been called with `argument`; the stack pointer stays.
void redirect(void* ucontext, void (*target)(), void* argument);

}  // namespace wasmc
