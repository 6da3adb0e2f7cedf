#include "compiler/codegen/promote_stores.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/TargetTransformInfo.h>
#include <llvm/IR/Instructions.h>
#include <llvm/Transforms/Scalar/LICM.h>
#include <llvm/Transforms/Scalar/LoopPassManager.h>

#include "compiler/codegen/keep_order.h"

namespace wasmc {

namespace {

// True if there are stores, and registers for what they store. (What they have none for had better stay where it is.)
bool has_registers(const llvm::Loop& loop, const llvm::TargetTransformInfo& target) {
  llvm::SmallDenseMap<unsigned, unsigned> stores;
  for (const llvm::BasicBlock* block : loop.blocks()) {
    for (const llvm::Instruction& each : *block) {
      const auto* store = llvm::dyn_cast<llvm::StoreInst>(&each);
      if (store == nullptr) continue;
      llvm::Type* type = store->getValueOperand()->getType();
      stores[target.getRegisterClassForType(type->isVectorTy(), type)] += 1;
    }
  }
  return !stores.empty() &&
         llvm::all_of(stores, [&](const auto& each) { return each.second <= target.getNumberOfRegisters(each.first); });
}

bool may_gain(const llvm::Loop& loop, const llvm::TargetTransformInfo& target) {
  return stores_may_leave(loop) && has_registers(loop, target);
}

class PromoteStoresOfLoop : public llvm::PassInfoMixin<PromoteStoresOfLoop> {
 public:
  static llvm::PreservedAnalyses run(llvm::Loop& loop, llvm::LoopAnalysisManager& analyses,
                                     llvm::LoopStandardAnalysisResults& results, llvm::LPMUpdater& updater) {
    if (!may_gain(loop, results.TTI)) return llvm::PreservedAnalyses::all();
    return llvm::LICMPass(llvm::LICMOptions()).run(loop, analyses, results, updater);
  }
};

}  // namespace

llvm::PreservedAnalyses PromoteStores::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  const auto loops = analyses.getResult<llvm::LoopAnalysis>(function).getLoopsInPreorder();
  const auto& target = analyses.getResult<llvm::TargetIRAnalysis>(function);
  if (llvm::none_of(loops, [&](const llvm::Loop* loop) { return may_gain(*loop, target); })) {
    return llvm::PreservedAnalyses::all();
  }
  return llvm::createFunctionToLoopPassAdaptor(PromoteStoresOfLoop(), /*UseMemorySSA=*/true).run(function, analyses);
}

}  // namespace wasmc
