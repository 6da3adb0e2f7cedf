#include "compiler/codegen/loop_hints.h"

#include <vector>

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/ScalarEvolution.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/Transforms/Utils/LoopUtils.h>

#include "compiler/codegen/bit_loops.h"
#include "compiler/codegen/sparse_loops.h"

namespace wasmc {

namespace {

class LoopHints {
 public:
  LoopHints(llvm::Function& function, llvm::FunctionAnalysisManager& analyses, const llvm::TargetMachine& machine)
      : function_(function), analyses_(analyses), machine_(machine) {}

  void give() {
    bool has_sparse_loops = false;
    for (llvm::Loop* loop : analyses_.getResult<llvm::LoopAnalysis>(function_).getLoopsInPreorder()) {
      if (!loop->isInnermost()) continue;
      estimate_rounds(*loop);
      has_sparse_loops |= limit_if_sparse(*loop);
    }
    if (has_sparse_loops && has_wide_vectors()) do_without_wide_vectors();
  }

 private:
  void estimate_rounds(llvm::Loop& loop) {
    const std::optional<unsigned> rounds = rounds_over_bits(loop, evolution_);
    if (rounds) llvm::setLoopEstimatedTripCount(&loop, *rounds);
  }

  bool limit_if_sparse(llvm::Loop& loop) {
    if (!machine_.getTargetTriple().isX86() || !is_sparse(loop, evolution_)) return false;
    llvm::addStringMetadataToLoop(&loop, "llvm.loop.interleave.count", 1);
    return true;
  }

  [[nodiscard]] bool has_wide_vectors() const { return machine_.getMCSubtargetInfo()->checkFeatures("+avx512f"); }

  // With AVX-512 LLVM computes the addresses as vectors, too, as for a gathering load, and takes them apart again. What
  // analyses know of the function's machine is out of date then.
  void do_without_wide_vectors() {
    function_.addFnAttr("target-features", (machine_.getTargetFeatureString() + ",-avx512f").str());
    analyses_.clear(function_, function_.getName());
  }

  llvm::Function& function_;
  llvm::FunctionAnalysisManager& analyses_;
  const llvm::TargetMachine& machine_;
  llvm::ScalarEvolution& evolution_ = analyses_.getResult<llvm::ScalarEvolutionAnalysis>(function_);
};

}  // namespace

void give_loop_hints(llvm::PassInstrumentationCallbacks& callbacks, llvm::FunctionAnalysisManager& analyses,
                     const llvm::TargetMachine& machine) {
  callbacks.registerBeforeNonSkippedPassCallback([&](llvm::StringRef pass, const llvm::Any& unit) {
    if (pass != "LoopVectorizePass") return;
    auto& function = const_cast<llvm::Function&>(**llvm::any_cast<const llvm::Function*>(&unit));
    LoopHints(function, analyses, machine).give();
  });
}

}  // namespace wasmc
