// Undoes the folding of accesses into conditional moves, before LLVM looks at these.
#pragma once

#include <llvm/CodeGen/MachineFunctionPass.h>
#include <llvm/CodeGen/TargetPassConfig.h>

namespace wasmc {

// A conditional move from memory reads it in any case; but where LLVM prefers a branch to the move, it moves the access
// into the branch, even a volatile one, and the trap is lost on the other side. x86-64 alone has such instructions.
void add_unfold_conditional_loads(llvm::TargetPassConfig& config);

}  // namespace wasmc
