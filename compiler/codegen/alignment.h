// Where functions and small loops begin.
#pragma once

#include <llvm/CodeGen/TargetPassConfig.h>

namespace wasmc {

// LLVM aligns functions and loops to 16 bytes on x86-64.
//
// Functions: those without a loop, and that don't call themselves, begin where the one before ends instead. They are
// most, and the others gain by it more.
//
// Loops: CPUs fetch and cache decoded instructions in lines of 32 or 64 bytes; a loop of a few instructions takes up to
// a third longer when a line ends within it. Such loops are aligned to 32, which costs the size of code next to
// nothing; to align all loops so costs 1.5 %.
void add_alignment(llvm::TargetPassConfig& config);

}  // namespace wasmc
