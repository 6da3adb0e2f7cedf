// Where small loops begin.
#pragma once

#include <llvm/CodeGen/TargetPassConfig.h>

namespace wasmc {

// LLVM aligns loops to 16 bytes on x86-64, whose CPUs fetch and cache decoded instructions in lines of 32 or 64: a loop
// of a few instructions takes up to a third longer when a line ends within it. Such loops are aligned to 32 here, which
// costs the size of code next to nothing; to align all loops so costs 1.5 %.
void add_align_small_loops(llvm::TargetPassConfig& config);

}  // namespace wasmc
