// What a partition may copy of the others.
#pragma once

#include <span>

#include "compiler/analyze/partitions.h"
#include "compiler/module/module.h"

namespace wasmc {

// Defined functions outside of the partition that its functions call, small ones of one straight line of instructions,
// which are faster and hardly larger when inlined: arithmetic of wider numbers, accessors. Indices, ascending. No more
// than 100, and no more than a third of a full partition, the smallest first, so that what is translated stays in
// proportion to the module. Usable from any thread.
[[nodiscard]] Partition find_small_callees(const Module& module, std::span<const uint32_t> partition);

}  // namespace wasmc
