// What the processor that we run on can do (cpu_features_<arch>.cpp).
#pragma once

#include <cstdint>

#include "format/target.h"

namespace wasmc {

// The architecture that the loader itself is built for.
extern const Architecture host_architecture;

// In the bits of runtime-support/cpu_features.def for that architecture. Features of whose absence the system could
// not tell are not among them.
[[nodiscard]] uint64_t host_cpu_features();

}  // namespace wasmc
