// The way into compiled code and back (entry_<arch>.S).
#pragma once

#include <cstdint>

#include "loader/activation.h"
#include "runtime-support/value.h"

namespace wasmc {

extern "C" {

// Calls thunk(context, code, args_and_results) on the stack that ends below `stack_top`, or on the present one if that
// is null. Returns 0 when the thunk returns, 1 when a trap ended the call: then the frames in between are gone, without
// any clean-up.
uint32_t wasmc_enter(const void* thunk, void* context, const void* code, Value* args_and_results,
                     Activation* activation, void* stack_top);

// Where the signal handler continues after a trap, with the activation as the first argument: makes that activation's
// wasmc_enter return 1. Never called otherwise.
void wasmc_landing();

}  // extern "C"

}  // namespace wasmc
