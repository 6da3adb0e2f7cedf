#include "compiler/codegen/passing_checks.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <llvm/ADT/STLExtras.h>
#include <llvm/Analysis/DomTreeUpdater.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/PatternMatch.h>
#include <llvm/Support/KnownBits.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>
#include <llvm/Transforms/Utils/Local.h>

#include "compiler/codegen/loop_ranges.h"
#include "compiler/translate/bounds_check.h"

namespace wasmc {

namespace {

// The least value of a memory's length, or of that less a constant.
uint64_t least(const llvm::Value& length) {
  using namespace llvm::PatternMatch;
  const llvm::Value* whole = nullptr;
  uint64_t last = 0;
  if (match(&length, m_NUWSub(m_Value(whole), m_ConstantInt(last)))) return std::max(least(*whole), last) - last;
  return llvm::computeConstantRange(&length, /*ForSigned=*/false).getUnsignedMin().getZExtValue();
}

bool always_passes(const llvm::ICmpInst& check) {
  const llvm::KnownBits index = llvm::computeKnownBits(check.getOperand(0), check.getDataLayout());
  return index.getMaxValue().ult(least(*check.getOperand(1)));
}

// Where a branch goes, and where it would go to trap.
struct TrapBranch {
  llvm::BranchInst* branch;
  unsigned trapping;  // the successor's index

  [[nodiscard]] llvm::BasicBlock* trap() const { return branch->getSuccessor(trapping); }
};

bool ends_in_trap(const llvm::BasicBlock& block) { return llvm::isa<llvm::UnreachableInst>(block.getTerminator()); }

std::optional<TrapBranch> trap_branch_of(llvm::BasicBlock& block) {
  auto* branch = llvm::dyn_cast<llvm::BranchInst>(block.getTerminator());
  if (branch == nullptr || !branch->isConditional()) return std::nullopt;
  for (unsigned i : {0, 1}) {
    if (ends_in_trap(*branch->getSuccessor(i))) return TrapBranch{branch, i};
  }
  return std::nullopt;
}

class LoopChecks {
 public:
  LoopChecks(llvm::Function& function, llvm::FunctionAnalysisManager& analyses)
      : loops_(analyses.getResult<llvm::LoopAnalysis>(function)),
        evolution_(analyses.getResult<llvm::ScalarEvolutionAnalysis>(function)),
        tree_(analyses.getResult<llvm::DominatorTreeAnalysis>(function), llvm::DomTreeUpdater::UpdateStrategy::Lazy) {
    for (const llvm::Loop* loop : loops_.getLoopsInPreorder()) {
      if (has_known_length(*loop, evolution_)) look_at(*loop);
    }
  }

  bool drop() {
    // What holds in a loop is no longer found out in the same way without the branches.
    for (const TrapBranch& each : passing_) evolution_.forgetTopmostLoop(loops_.getLoopFor(each.branch->getParent()));
    if (!passing_.empty()) evolution_.forgetBlockAndLoopDispositions();
    for (const TrapBranch& each : passing_) drop(each);
    return !passing_.empty();
  }

 private:
  void look_at(const llvm::Loop& loop) {
    for (llvm::BasicBlock* block : loop.blocks()) {
      if (loops_.getLoopFor(block) != &loop) continue;
      const auto found = trap_branch_of(*block);
      if (found && never_traps(*found)) passing_.push_back(*found);
    }
  }

  bool never_traps(const TrapBranch& found) {
    const auto* compare = llvm::dyn_cast<llvm::ICmpInst>(found.branch->getCondition());
    if (compare == nullptr || !compare->isUnsigned()) return false;
    for (llvm::Value* operand : compare->operands()) note_sums(*operand, evolution_);
    const llvm::ConstantRange left = evolution_.getUnsignedRange(evolution_.getSCEV(compare->getOperand(0)));
    const llvm::ConstantRange right = evolution_.getUnsignedRange(evolution_.getSCEV(compare->getOperand(1)));
    return left.icmp(found.trapping == 0 ? compare->getInversePredicate() : compare->getPredicate(), right);
  }

  void drop(const TrapBranch& each) {
    llvm::BasicBlock* block = each.branch->getParent();
    llvm::BasicBlock* trap = each.trap();
    llvm::BasicBlock* next = each.branch->getSuccessor(1 - each.trapping);
    each.branch->setCondition(llvm::ConstantInt::getBool(block->getContext(), each.trapping != 0));
    llvm::ConstantFoldTerminator(block, /*DeleteDeadConditions=*/true, nullptr, &tree_);
    if (llvm::pred_empty(trap)) llvm::DeleteDeadBlock(trap, &tree_);
    llvm::MergeBlockIntoPredecessor(next, &tree_, &loops_);
  }

  llvm::LoopInfo& loops_;
  llvm::ScalarEvolution& evolution_;
  llvm::DomTreeUpdater tree_;
  std::vector<TrapBranch> passing_;
};

}  // namespace

void drop_passing_checks(llvm::Function& function) {
  for (llvm::BasicBlock& block : function) {
    if (!bounds_check_of(block)) continue;
    auto& branch = llvm::cast<llvm::BranchInst>(*block.getTerminator());
    if (!always_passes(*llvm::cast<llvm::ICmpInst>(branch.getCondition()))) continue;
    branch.setCondition(llvm::ConstantInt::getFalse(function.getContext()));
  }
}

llvm::PreservedAnalyses DropPassingChecks::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  if (!LoopChecks(function, analyses).drop()) return llvm::PreservedAnalyses::all();
  llvm::PreservedAnalyses preserved;
  preserved.preserve<llvm::DominatorTreeAnalysis>();
  preserved.preserve<llvm::LoopAnalysis>();
  preserved.preserve<llvm::ScalarEvolutionAnalysis>();
  return preserved;
}

}  // namespace wasmc
