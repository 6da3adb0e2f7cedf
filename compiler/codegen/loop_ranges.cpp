#include "compiler/codegen/loop_ranges.h"

#include <llvm/Analysis/ScalarEvolutionExpressions.h>
#include <llvm/IR/Instructions.h>

namespace wasmc {

namespace {

constexpr uint64_t most_rounds = uint64_t{1} << 27;
constexpr int most_sums = 4;

bool is_sum(const llvm::Instruction& operation) {
  const auto* either = llvm::dyn_cast<llvm::PossiblyDisjointInst>(&operation);
  return operation.getOpcode() == llvm::Instruction::Add || (either != nullptr && either->isDisjoint());
}

bool never_wraps(const llvm::Instruction& sum, llvm::ScalarEvolution& evolution) {
  const llvm::ConstantRange left = evolution.getUnsignedRange(evolution.getSCEV(sum.getOperand(0)));
  const llvm::ConstantRange right = evolution.getUnsignedRange(evolution.getSCEV(sum.getOperand(1)));
  return left.unsignedAddMayOverflow(right) == llvm::ConstantRange::OverflowResult::NeverOverflows;
}

void note_sums(llvm::Value& value, llvm::ScalarEvolution& evolution, int most) {
  auto* operation = llvm::dyn_cast<llvm::Instruction>(&value);
  if (operation == nullptr || most == 0) return;
  if (llvm::isa<llvm::ZExtInst>(operation)) return note_sums(*operation->getOperand(0), evolution, most - 1);
  if (!is_sum(*operation)) return;
  for (llvm::Value* operand : operation->operands()) note_sums(*operand, evolution, most - 1);
  if (operation->getOpcode() != llvm::Instruction::Add || operation->hasNoUnsignedWrap()) return;
  if (never_wraps(*operation, evolution)) operation->setHasNoUnsignedWrap();
}

}  // namespace

bool has_known_length(const llvm::Loop& loop, llvm::ScalarEvolution& evolution) {
  const auto* most = llvm::dyn_cast<llvm::SCEVConstant>(evolution.getConstantMaxBackedgeTakenCount(&loop));
  return most != nullptr && most->getAPInt().ult(most_rounds);
}

void note_sums(llvm::Value& index, llvm::ScalarEvolution& evolution) { note_sums(index, evolution, most_sums); }

}  // namespace wasmc
