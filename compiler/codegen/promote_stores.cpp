#include "compiler/codegen/promote_stores.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/Instructions.h>
#include <llvm/Transforms/Scalar/LICM.h>
#include <llvm/Transforms/Scalar/LoopPassManager.h>

#include "compiler/codegen/keep_order.h"

namespace wasmc {

namespace {

class PromoteStoresOfLoop : public llvm::PassInfoMixin<PromoteStoresOfLoop> {
 public:
  static llvm::PreservedAnalyses run(llvm::Loop& loop, llvm::LoopAnalysisManager& analyses,
                                     llvm::LoopStandardAnalysisResults& results, llvm::LPMUpdater& updater) {
    if (!stores_may_leave(loop)) return llvm::PreservedAnalyses::all();
    return llvm::LICMPass(llvm::LICMOptions()).run(loop, analyses, results, updater);
  }
};

bool has_store(const llvm::Loop& loop) {
  return llvm::any_of(loop.blocks(), [](const llvm::BasicBlock* block) {
    return llvm::any_of(*block, [](const llvm::Instruction& each) { return llvm::isa<llvm::StoreInst>(each); });
  });
}

}  // namespace

llvm::PreservedAnalyses PromoteStores::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  const auto loops = analyses.getResult<llvm::LoopAnalysis>(function).getLoopsInPreorder();
  const bool may_gain =
      llvm::any_of(loops, [](const llvm::Loop* loop) { return stores_may_leave(*loop) && has_store(*loop); });
  if (!may_gain) return llvm::PreservedAnalyses::all();
  return llvm::createFunctionToLoopPassAdaptor(PromoteStoresOfLoop(), /*UseMemorySSA=*/true).run(function, analyses);
}

}  // namespace wasmc
