#include "compiler/codegen/unchecked_loops.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Analysis/AssumptionCache.h>
#include <llvm/Analysis/DomTreeUpdater.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>
#include <llvm/Transforms/Utils/Cloning.h>
#include <llvm/Transforms/Utils/Local.h>
#include <llvm/Transforms/Utils/LoopSimplify.h>
#include <llvm/Transforms/Utils/LoopUtils.h>
#include <llvm/Transforms/Utils/ScalarEvolutionExpander.h>

#include "compiler/codegen/loop_conditions.h"
#include "compiler/translate/site.h"

namespace wasmc {

namespace {

// Of the loop without its checks.
constexpr size_t most_instructions = 60;

constexpr const char* copy_mark = "wasmc.unchecked";

// True of the blocks in which checks of bounds trap.
bool is_trap_of_check(const llvm::BasicBlock& block) {
  const auto* call = llvm::dyn_cast<llvm::CallInst>(&block.front());
  if (call == nullptr || !call->isInlineAsm()) return false;
  const llvm::MDNode* cookie = call->getMetadata("srcloc");
  return cookie != nullptr &&
         decode_cookie(llvm::mdconst::extract<llvm::ConstantInt>(cookie->getOperand(0))->getZExtValue()).code ==
             TrapCode::memory_out_of_bounds;
}

std::vector<LoopCheck> list_checks(const llvm::Loop& loop) {
  std::vector<LoopCheck> checks;
  for (llvm::BasicBlock* block : loop.blocks()) {
    auto* branch = llvm::dyn_cast<llvm::BranchInst>(block->getTerminator());
    if (branch == nullptr || !branch->isConditional()) continue;
    for (unsigned i : {0, 1}) {
      if (is_trap_of_check(*branch->getSuccessor(i))) checks.push_back({branch, i});
    }
  }
  return checks;
}

size_t count_instructions(const llvm::Loop& loop) {
  size_t count = 0;
  for (const llvm::BasicBlock* block : loop.blocks()) count += block->size();
  return count;
}

// Where so many of the instructions were checks, the copy is worth its size in any case.
bool is_mostly_checks(const llvm::Loop& copy, size_t checks) { return checks * 5 >= count_instructions(copy); }

// True if nothing leaves the loop but the checks and its last branch.
bool ends_at_latch(const llvm::Loop& loop, size_t checks) {
  llvm::SmallVector<llvm::BasicBlock*> exiting;
  loop.getExitingBlocks(exiting);
  const llvm::BasicBlock* latch = loop.getLoopLatch();
  return latch != nullptr && loop.isLoopExiting(latch) && exiting.size() == checks + 1;
}

// True if the loop has no effect but by plain accesses.
bool has_accesses_only(const llvm::Loop& loop) {
  return llvm::all_of(loop.blocks(), [](const llvm::BasicBlock* block) {
    return llvm::none_of(*block, [](const llvm::Instruction& each) {
      return each.isVolatile() || each.isAtomic() || (each.mayHaveSideEffects() && !llvm::isa<llvm::StoreInst>(each));
    });
  });
}

class LoopCopier {
 public:
  LoopCopier(llvm::Function& function, llvm::FunctionAnalysisManager& analyses)
      : loops_(analyses.getResult<llvm::LoopAnalysis>(function)),
        evolution_(analyses.getResult<llvm::ScalarEvolutionAnalysis>(function)),
        tree_(analyses.getResult<llvm::DominatorTreeAnalysis>(function)),
        assumptions_(analyses.getResult<llvm::AssumptionAnalysis>(function)) {}

  bool copy_all() {
    bool changed = false;
    for (llvm::Loop* loop : loops_.getLoopsInPreorder()) {
      if (loop->isInnermost() && may_copy(*loop)) changed |= copy(*loop);
    }
    return changed;
  }

 private:
  static bool may_copy(const llvm::Loop& loop) {
    const size_t checks = list_checks(loop).size();
    return checks != 0 && count_instructions(loop) <= most_instructions + 3 * checks && ends_at_latch(loop, checks) &&
           has_accesses_only(loop);
  }

  // True if anything has changed.
  bool copy(llvm::Loop& loop) {
    const std::vector<LoopCheck> checks = list_checks(loop);
    const auto conditions = conditions_of(checks, loop, evolution_, tree_);
    if (!conditions) return false;
    llvm::simplifyLoop(&loop, &tree_, &loops_, &evolution_, &assumptions_, nullptr, /*PreserveLCSSA=*/false);
    llvm::formLCSSA(loop, tree_, &loops_, &evolution_);
    llvm::BasicBlock* before = loop.getLoopPreheader();
    if (before == nullptr || !loop.hasDedicatedExits()) return true;
    llvm::Value* passes = expand(*conditions, *before->getTerminator());
    if (passes == nullptr) return true;
    evolution_.forgetTopmostLoop(&loop);
    branch_to_copy(loop, checks, *passes);
    evolution_.forgetBlockAndLoopDispositions();
    return true;
  }

  llvm::Value* expand(const std::vector<LoopCondition>& conditions, llvm::Instruction& at) {
    llvm::SCEVExpander expander(evolution_, "unchecked");
    const bool is_safe = llvm::all_of(conditions, [&](const LoopCondition& each) {
      return expander.isSafeToExpandAt(each.left, &at) && expander.isSafeToExpandAt(each.right, &at);
    });
    if (!is_safe) return nullptr;
    llvm::IRBuilder<> builder(&at);
    llvm::Value* all = builder.getTrue();
    for (const LoopCondition& each : conditions) {
      llvm::Value* left = expander.expandCodeFor(each.left, each.left->getType(), at.getIterator());
      llvm::Value* right = expander.expandCodeFor(each.right, each.right->getType(), at.getIterator());
      all = builder.CreateAnd(all, builder.CreateICmp(each.predicate, left, right));
    }
    return builder.CreateFreeze(all);
  }

  void branch_to_copy(llvm::Loop& loop, const std::vector<LoopCheck>& checks, llvm::Value& passes) {
    llvm::BasicBlock* chooser = loop.getLoopPreheader();
    llvm::BasicBlock* before = llvm::SplitBlock(chooser, chooser->getTerminator(), &tree_, &loops_);
    llvm::ValueToValueMapTy values;
    llvm::SmallVector<llvm::BasicBlock*> blocks;
    llvm::Loop* copy =
        llvm::cloneLoopWithPreheader(before, chooser, &loop, values, ".unchecked", &loops_, &tree_, blocks);
    llvm::remapInstructionsInBlocks(blocks, values);
    add_to_exits(loop, values);
    llvm::MDNode* weights = llvm::MDBuilder(passes.getContext()).createLikelyBranchWeights();
    chooser->getTerminator()->eraseFromParent();
    llvm::IRBuilder<>(chooser).CreateCondBr(&passes, blocks.front(), before, weights);
    move_exits(loop, *chooser);
    for (const LoopCheck& check : checks) {
      drop({llvm::cast<llvm::BranchInst>(values[check.branch]), check.trapping});
    }
    llvm::formDedicatedExitBlocks(copy, &tree_, &loops_, nullptr, /*PreserveLCSSA=*/true);
    llvm::formDedicatedExitBlocks(&loop, &tree_, &loops_, nullptr, /*PreserveLCSSA=*/true);
    llvm::addStringMetadataToLoop(&loop, "llvm.loop.unroll.disable", 1);
    if (!is_mostly_checks(*copy, checks.size())) llvm::addStringMetadataToLoop(copy, copy_mark, 1);
  }

  // What leaves the copy arrives where what leaves the loop does.
  static void add_to_exits(const llvm::Loop& loop, llvm::ValueToValueMapTy& values) {
    llvm::SmallVector<llvm::BasicBlock*> exits;
    loop.getUniqueExitBlocks(exits);
    for (llvm::BasicBlock* exit : exits) {
      for (llvm::PHINode& phi : exit->phis()) {
        for (unsigned i = 0, count = phi.getNumIncomingValues(); i < count; ++i) {
          llvm::Value* copied = values.lookup(phi.getIncomingValue(i));
          phi.addIncoming(copied == nullptr ? phi.getIncomingValue(i) : copied,
                          llvm::cast<llvm::BasicBlock>(values[phi.getIncomingBlock(i)]));
        }
      }
    }
  }

  // What a block of the loop dominated behind it is reached from the copy, too.
  void move_exits(const llvm::Loop& loop, llvm::BasicBlock& chooser) {
    llvm::SmallVector<llvm::BasicBlock*> behind;
    for (llvm::BasicBlock* block : loop.blocks()) {
      for (const llvm::DomTreeNode* child : *tree_.getNode(block)) {
        if (!loop.contains(child->getBlock())) behind.push_back(child->getBlock());
      }
    }
    for (llvm::BasicBlock* block : behind) tree_.changeImmediateDominator(block, &chooser);
  }

  void drop(LoopCheck check) {
    llvm::DomTreeUpdater updater(tree_, llvm::DomTreeUpdater::UpdateStrategy::Eager);
    llvm::BasicBlock* block = check.branch->getParent();
    llvm::BasicBlock* next = check.branch->getSuccessor(1 - check.trapping);
    check.branch->setCondition(llvm::ConstantInt::getBool(block->getContext(), check.trapping != 0));
    llvm::ConstantFoldTerminator(block, /*DeleteDeadConditions=*/true, nullptr, &updater);
    llvm::MergeBlockIntoPredecessor(next, &updater, &loops_);
  }

  llvm::LoopInfo& loops_;
  llvm::ScalarEvolution& evolution_;
  llvm::DominatorTree& tree_;
  llvm::AssumptionCache& assumptions_;
};

bool is_useless_copy(const llvm::Loop& loop) {
  return llvm::getBooleanLoopAttribute(&loop, copy_mark) &&
         !llvm::getBooleanLoopAttribute(&loop, "llvm.loop.isvectorized");
}

// The branch to the copy or to the loop, if it is still there.
llvm::BranchInst* branch_to(const llvm::Loop& copy) {
  const llvm::BasicBlock* before = copy.getLoopPreheader();
  const llvm::BasicBlock* chooser = before == nullptr ? nullptr : before->getSinglePredecessor();
  if (chooser == nullptr) return nullptr;
  auto* branch = llvm::dyn_cast<llvm::BranchInst>(const_cast<llvm::Instruction*>(chooser->getTerminator()));
  return branch != nullptr && branch->isConditional() && branch->getSuccessor(0) == before ? branch : nullptr;
}

llvm::Loop* loop_behind(const llvm::BasicBlock& before, const llvm::LoopInfo& loops) {
  const llvm::BasicBlock* next = before.getSingleSuccessor();
  return next != nullptr && loops.isLoopHeader(next) ? loops.getLoopFor(next) : nullptr;
}

}  // namespace

llvm::PreservedAnalyses DropUselessCopies::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  bool changed = false;
  const auto& loops = analyses.getResult<llvm::LoopAnalysis>(function);
  for (const llvm::Loop* loop : loops.getLoopsInPreorder()) {
    if (!is_useless_copy(*loop)) continue;
    llvm::BranchInst* branch = branch_to(*loop);
    if (branch == nullptr) continue;
    branch->setCondition(llvm::ConstantInt::getFalse(function.getContext()));
    if (llvm::Loop* original = loop_behind(*branch->getSuccessor(1), loops)) original->setLoopID(nullptr);
    changed = true;
  }
  if (changed) llvm::removeUnreachableBlocks(function);
  return changed ? llvm::PreservedAnalyses::none() : llvm::PreservedAnalyses::all();
}

llvm::PreservedAnalyses CopyLoopsUnchecked::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  return LoopCopier(function, analyses).copy_all() ? llvm::PreservedAnalyses::none() : llvm::PreservedAnalyses::all();
}

}  // namespace wasmc
