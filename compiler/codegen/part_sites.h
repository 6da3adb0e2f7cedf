// Keeps the trap sites of a function apart where LLVM makes equal code of several places one.
#pragma once

#include <llvm/CodeGen/TargetPassConfig.h>

namespace wasmc {

// Equal ends of blocks are merged behind this pass. It makes instructions unequal that are sites of different
// positions, by a label in front of each, which record_sites takes away.
void add_part_sites(llvm::TargetPassConfig& config);

}  // namespace wasmc
