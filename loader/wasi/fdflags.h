// WASI's descriptor flags and the host's. Usable from any thread.
#pragma once

#include <cstdint>

namespace wasmc {

// For open and F_SETFL.
[[nodiscard]] int host_fdflags(uint32_t flags);

// From F_GETFL.
[[nodiscard]] uint32_t fdflags_from_host(int host_flags);

}  // namespace wasmc
