#include "compiler/codegen/bit_loops.h"

#include <algorithm>

#include <llvm/Analysis/ScalarEvolutionExpressions.h>
#include <llvm/IR/Instructions.h>

namespace wasmc {

namespace {

// By how much the amount grows or falls in each round, 0 if that is not the same in all rounds. The mask that makes it
// wrap is an extension of its lowest bits here.
uint64_t step_of(const llvm::SCEV* amount, const llvm::Loop& loop) {
  if (const auto* extended = llvm::dyn_cast<llvm::SCEVZeroExtendExpr>(amount)) amount = extended->getOperand();
  const auto* recurrence = llvm::dyn_cast<llvm::SCEVAddRecExpr>(amount);
  if (recurrence == nullptr || recurrence->getLoop() != &loop || !recurrence->isAffine()) return 0;
  const auto* step = llvm::dyn_cast<llvm::SCEVConstant>(recurrence->getOperand(1));
  return step == nullptr ? 0 : step->getAPInt().abs().getLimitedValue();
}

}  // namespace

std::optional<unsigned> rounds_over_bits(const llvm::Loop& loop, llvm::ScalarEvolution& evolution) {
  std::optional<unsigned> least;
  for (const llvm::BasicBlock* block : loop.blocks()) {
    for (const llvm::Instruction& instruction : *block) {
      if (!instruction.isShift() || !instruction.getType()->isIntegerTy()) continue;
      const uint64_t step = step_of(evolution.getSCEV(instruction.getOperand(1)), loop);
      if (step == 0) continue;
      const auto rounds = static_cast<unsigned>(instruction.getType()->getIntegerBitWidth() / step + 1);
      least = std::min(least.value_or(rounds), rounds);
    }
  }
  return least;
}

}  // namespace wasmc
