// Loops over memory at a stride, as over the column of a matrix. Vectors of what they read are put together lane by
// lane, with an address for each that wraps at 32 bits, which LLVM's cost model takes for the address of native code.
// Usable from any thread.
#pragma once

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/ScalarEvolution.h>

namespace wasmc {

// True if vectors of the innermost loop would mostly be put together from single elements far from each other.
[[nodiscard]] bool is_sparse(const llvm::Loop& loop, llvm::ScalarEvolution& evolution);

}  // namespace wasmc
