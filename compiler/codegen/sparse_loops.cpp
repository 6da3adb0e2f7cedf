#include "compiler/codegen/sparse_loops.h"

#include <cstdlib>

#include <llvm/Analysis/ScalarEvolutionExpressions.h>
#include <llvm/IR/DataLayout.h>
#include <llvm/IR/Instructions.h>

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

}  // namespace wasmc
