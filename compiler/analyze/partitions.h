// Which functions are compiled together. The plan depends on the module alone, so that the output does not depend on
// the machine.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/module/module.h"

namespace wasmc {

// Indices of defined functions, ascending; neighbours in the module, which linkers place near what they call.
using Partition = std::vector<uint32_t>;

[[nodiscard]] std::vector<Partition> plan_partitions(const Module& module);

}  // namespace wasmc
