#include "compiler/codegen/sparse_loops.h"

#include <cstdlib>
#include <string>
#include <vector>

#include <llvm/Analysis/ScalarEvolutionExpressions.h>
#include <llvm/IR/Instructions.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/Transforms/Utils/LoopUtils.h>

namespace wasmc {

namespace {

// How many elements apart those of neighbouring rounds may be for the vectoriser to load all that is between them, too.
constexpr int64_t most_elements_apart = 8;
// Where so many instructions share one such element, the others gain more than it costs.
constexpr size_t instructions_that_outweigh = 24;

// What changes in an address from one round of the loop to the next, null if that is not the same in all rounds. An
// address is the memory's, plus a displacement, plus 32 bits that have wrapped before they were extended.
const llvm::SCEV* step_of(const llvm::SCEV* address, const llvm::Loop& loop, llvm::ScalarEvolution& evolution) {
  if (const auto* cast = llvm::dyn_cast<llvm::SCEVCastExpr>(address))
    return step_of(cast->getOperand(), loop, evolution);
  if (const auto* recurrence = llvm::dyn_cast<llvm::SCEVAddRecExpr>(address)) {
    const bool is_regular = recurrence->getLoop() == &loop && recurrence->isAffine();
    return is_regular ? recurrence->getStepRecurrence(evolution) : nullptr;
  }
  const auto* sum = llvm::dyn_cast<llvm::SCEVAddExpr>(address);
  if (sum == nullptr) return nullptr;
  const llvm::SCEV* changing = nullptr;
  for (const llvm::SCEV* term : sum->operands()) {
    if (evolution.isLoopInvariant(term, &loop)) continue;
    if (changing != nullptr) return nullptr;
    changing = term;
  }
  return changing == nullptr ? nullptr : step_of(changing, loop, evolution);
}

bool is_far_apart(const llvm::SCEV* step, uint64_t element_bytes) {
  const auto* constant = llvm::dyn_cast<llvm::SCEVConstant>(step);
  if (constant == nullptr) return true;
  const int64_t bytes = std::abs(constant->getAPInt().getSExtValue());
  return bytes > most_elements_apart * static_cast<int64_t>(element_bytes);
}

bool jumps(llvm::Instruction& access, const llvm::Loop& loop, llvm::ScalarEvolution& evolution) {
  const llvm::SCEV* address = evolution.getSCEV(llvm::getLoadStorePointerOperand(&access));
  if (evolution.isLoopInvariant(address, &loop)) return false;
  const llvm::SCEV* step = step_of(address, loop, evolution);
  const llvm::DataLayout& layout = access.getDataLayout();
  return step != nullptr &&
         is_far_apart(step, layout.getTypeStoreSize(llvm::getLoadStoreType(&access)).getFixedValue());
}

bool has_wide_vectors(const llvm::TargetMachine& machine) {
  return machine.getMCSubtargetInfo()->checkFeatures("+avx512f");
}

std::vector<llvm::Loop*> sparse_loops(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  auto& evolution = analyses.getResult<llvm::ScalarEvolutionAnalysis>(function);
  std::vector<llvm::Loop*> found;
  for (llvm::Loop* loop : analyses.getResult<llvm::LoopAnalysis>(function).getLoopsInPreorder()) {
    if (loop->isInnermost() && is_sparse(*loop, evolution)) found.push_back(loop);
  }
  return found;
}

// With AVX-512 LLVM computes the addresses as vectors, too, as for a gathering load, and takes them apart again. What
// analyses know of the function's machine is out of date then.
void do_without_wide_vectors(llvm::Function& function, llvm::FunctionAnalysisManager& analyses,
                             const llvm::TargetMachine& machine) {
  function.addFnAttr("target-features", (machine.getTargetFeatureString() + ",-avx512f").str());
  analyses.clear(function, function.getName());
}

}  // namespace

bool is_sparse(const llvm::Loop& loop, llvm::ScalarEvolution& evolution) {
  size_t instructions = 0;
  size_t jumping = 0;
  for (llvm::BasicBlock* block : loop.blocks()) {
    instructions += block->size();
    for (llvm::Instruction& instruction : *block) {
      const bool is_access = llvm::isa<llvm::LoadInst>(instruction) || llvm::isa<llvm::StoreInst>(instruction);
      jumping += is_access && jumps(instruction, loop, evolution);
    }
  }
  return jumping != 0 && instructions < jumping * instructions_that_outweigh;
}

void limit_sparse_loops(llvm::PassInstrumentationCallbacks& callbacks, llvm::FunctionAnalysisManager& analyses,
                        const llvm::TargetMachine& machine) {
  if (!machine.getTargetTriple().isX86()) return;
  callbacks.registerBeforeNonSkippedPassCallback([&](llvm::StringRef pass, const llvm::Any& unit) {
    if (pass != "LoopVectorizePass") return;
    auto& function = const_cast<llvm::Function&>(**llvm::any_cast<const llvm::Function*>(&unit));
    const std::vector<llvm::Loop*> sparse = sparse_loops(function, analyses);
    for (llvm::Loop* loop : sparse) llvm::addStringMetadataToLoop(loop, "llvm.loop.interleave.count", 1);
    if (!sparse.empty() && has_wide_vectors(machine)) do_without_wide_vectors(function, analyses, machine);
  });
}

}  // namespace wasmc
