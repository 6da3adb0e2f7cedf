// The host's clocks. Usable from any thread.
#pragma once

#include <time.h>

#include "loader/wasi/error.h"

namespace wasmc {

// The host's number of one of WASI's clocks; inval if it is none.
[[nodiscard]] Fallible<clockid_t> host_clock(uint32_t clock);

// In nanoseconds.
[[nodiscard]] Fallible<uint64_t> read_clock(clockid_t clock);

}  // namespace wasmc
