// The C library functions that compiled code may call (runtime-support/library.def).
#pragma once

#include <cstdint>

#include "format/base/result.h"

namespace wasmc {

// The function's address, or null for an id that is none.
[[nodiscard]] const void* library_function(uint32_t id);

// What to tell the user whose artifact has such an id.
[[nodiscard]] Error unknown_library_function(uint32_t id);

}  // namespace wasmc
