// Turns the faults of compiled code into the end of the call (signals_posix.cpp).
#pragma once

namespace wasmc {

// To be called by a thread before it enters compiled code: installs the process's handlers, once, and gives the thread
// a stack for them, unless it has one. Handlers that were there before get all signals that are no traps. False if the
// system refuses.
[[nodiscard]] bool prepare_thread_for_traps();

}  // namespace wasmc
