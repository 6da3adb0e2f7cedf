// The optimisation pipelines, chosen for code that a compiler has optimised before (design: "Optimisation").
#pragma once

#include <cstdint>
#include <vector>

#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

#include "compiler/codegen/keep_traps.h"
#include "compiler/options.h"

namespace wasmc {

// Sets LLVM's process-wide switches on which the exactness of traps depends. Call once, before any thread compiles.
void configure_llvm();

// The two halves of the optimisation, in place; both usable from any thread, each with its own module and machine.
//
// The first half lets functions see each other: SSA form, inlining. Afterwards each function is on its own.
void optimise_module(llvm::Module& ir, llvm::TargetMachine& machine, OptimisationLevel level);

// The second half takes each function by itself, and gives the accesses whose traps would be lost: functions that have
// any must be made anew with these pinned (PinnedAccesses). Afterwards the module is ready for the code generator.
// Accesses that are merged, which does no more than confuse two positions, count as lost only if `strict`.
[[nodiscard]] std::vector<LostAccess> optimise_functions(llvm::Module& ir, llvm::TargetMachine& machine,
                                                         OptimisationLevel level, bool strict);

}  // namespace wasmc
