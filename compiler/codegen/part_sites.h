// Keeps the trap sites of a function apart where LLVM makes equal code of several places one.
#pragma once

#include <llvm/CodeGen/TargetPassConfig.h>

namespace wasmc {

// By labels in front of them, which make instructions unequal and which record_sites takes away:
// - equal ends of blocks are merged, but for sites of different positions;
// - equal code of functions is outlined on AArch64 where the least size is asked for, but for all sites, since LLVM's
//   outliner drops what says of an instruction that it is one.
void add_part_sites(llvm::TargetPassConfig& config);

}  // namespace wasmc
