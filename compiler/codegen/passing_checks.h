// Bounds checks that always pass, since a memory is never smaller than it was at first: what in_bounds.h is to the
// accesses of guarded memories, for checked ones. Used by one thread per module.
#pragma once

#include <llvm/IR/Function.h>
#include <llvm/IR/PassManager.h>

namespace wasmc {

// Drops the checks of indices that have few bits enough. Wants SSA form, before any pass has changed the form of the
// checks.
void drop_passing_checks(llvm::Function& function);

// Removes the branches in loops that lead to a trap, where it is known by how often the loops run that they never do.
class DropPassingChecks : public llvm::PassInfoMixin<DropPassingChecks> {
 public:
  static llvm::StringRef name() { return "DropPassingChecks"; }
  static llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

}  // namespace wasmc
