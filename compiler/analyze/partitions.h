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

// Bytes of the functions' bodies.
[[nodiscard]] uint64_t size_of(const Partition& partition, const Module& module);

// The partitions' indices, the largest first: begun last, the interpreter of a scripting language would keep all
// threads but one waiting.
[[nodiscard]] std::vector<size_t> largest_first(const std::vector<Partition>& partitions, const Module& module);

}  // namespace wasmc
