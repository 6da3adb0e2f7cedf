// Stores to one address in each round of a loop, done once behind it. Used by one thread per module.
#pragma once

#include <llvm/IR/Function.h>
#include <llvm/IR/PassManager.h>

namespace wasmc {

// Loop-invariant code motion for the loops that stores may leave (stores_may_leave()), if there are registers enough,
// and for no others: behind unrolling, what it moves of those would need more registers than there are.
class PromoteStores : public llvm::PassInfoMixin<PromoteStores> {
 public:
  static llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

}  // namespace wasmc
