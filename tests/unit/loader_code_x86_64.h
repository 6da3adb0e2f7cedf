// Code written by hand for x86-64, standing in for compiled code: thunks, and functions that trap in each way. Their
// convention is their own: the context in r13, the array of values in rbx.
#pragma once

#include "tests/unit/loader_sample.h"

namespace wasmc {

// All functions have the type [i32 i32] -> [i32]. Function 0 is imported from "host" "call"; the others are exported
// under these names:
//   add          the sum
//   divide       of 1 by 0, with the processor's own instruction
//   unreachable  traps
//   load         from memory 0 at the sum of its arguments, each zero-extended
//   null         reads through a null reference
//   wild         reads address 16 without being a trap site
//   call_host    calls function 0 with its arguments
//   recurse      without end
//   probe_guard  has the C library's memset write just below the lowest byte of a stack of 1 MiB
// The body of the n-th stands at 0x1000 * n in the imagined source; traps are at 1 past that.
[[nodiscard]] ArtifactBuilder hand_written_module();

// Calls an export with two arguments; the result is in `result` if the outcome is ok.
CallOutcome call(const Instance& instance, std::string_view name, uint32_t first, uint32_t second, uint32_t* result);

}  // namespace wasmc
