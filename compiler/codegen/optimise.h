// The optimisation pipelines, chosen for code that a compiler has optimised before (design: "Optimisation").
#pragma once

#include <cstdint>
#include <vector>

#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

#include "compiler/options.h"

namespace wasmc {

// Sets LLVM's process-wide switches on which the exactness of traps depends. Call once, before any thread compiles.
void configure_llvm();

// Optimises in place. The positions of accesses that were deleted although they may trap are returned: compile again with
// these pinned (PinnedAccesses). Usable from any thread, each with its own module and machine.
[[nodiscard]] std::vector<uint32_t> optimise(llvm::Module& ir, llvm::TargetMachine& machine, OptimisationLevel level);

}  // namespace wasmc
