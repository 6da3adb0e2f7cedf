// What has to hold ahead of a loop so that none of its bounds checks fails. Used by one thread per module.
#pragma once

#include <optional>
#include <vector>

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/ScalarEvolution.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/Instructions.h>

namespace wasmc {

// A branch in a loop that traps if its comparison says so.
struct LoopCheck {
  llvm::BranchInst* branch;
  unsigned trapping;  // the successor's index
};

// A comparison whose operands don't change in the loop.
struct LoopCondition {
  llvm::CmpInst::Predicate predicate;
  const llvm::SCEV* left;
  const llvm::SCEV* right;

  bool operator==(const LoopCondition&) const = default;
};

// Nothing if that can't be said, or takes too many comparisons.
[[nodiscard]] std::optional<std::vector<LoopCondition>> conditions_of(const std::vector<LoopCheck>& checks,
                                                                      const llvm::Loop& loop,
                                                                      llvm::ScalarEvolution& evolution,
                                                                      const llvm::DominatorTree& tree);

}  // namespace wasmc
