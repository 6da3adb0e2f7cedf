#include "compiler/codegen/keep_nans.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/Analysis/SimplifyQuery.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>

namespace wasmc {

namespace {

using llvm::Instruction;
namespace Intrinsic = llvm::Intrinsic;

Intrinsic::ID intrinsic_of(const llvm::Value* value) {
  const auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(value);
  return call != nullptr ? call->getIntrinsicID() : Intrinsic::not_intrinsic;
}

// The result of such an operation never signals. (Promotions are not among them: a demotion may take them away.)
bool is_quiet(const llvm::Value* value) {
  const auto* instruction = llvm::dyn_cast<Instruction>(value);
  if (instruction == nullptr) return false;
  switch (instruction->getOpcode()) {
    case Instruction::FAdd:
    case Instruction::FSub:
    case Instruction::FMul:
    case Instruction::FDiv:
    case Instruction::SIToFP:
    case Instruction::UIToFP: return true;
    default: return intrinsic_of(value) == Intrinsic::canonicalize;
  }
}

void quiet_operand(Instruction& instruction, unsigned index) {
  llvm::Value* operand = instruction.getOperand(index);
  if (is_quiet(operand) || llvm::isa<llvm::Constant>(operand)) return;
  llvm::IRBuilder<> builder(&instruction);
  instruction.setOperand(index, builder.CreateUnaryIntrinsic(Intrinsic::canonicalize, operand));
}

// True if the value is, or may be chosen to be, a constant with a lane for which the predicate holds. A lane suffices,
// since lanes may be taken apart.
template <typename Predicate>
bool may_have_lane(const llvm::Value* value, Predicate predicate) {
  if (const auto* select = llvm::dyn_cast<llvm::SelectInst>(value)) {
    const llvm::Value* arms[] = {select->getTrueValue(), select->getFalseValue()};
    return llvm::any_of(
        arms, [&](const llvm::Value* arm) { return llvm::isa<llvm::Constant>(arm) && may_have_lane(arm, predicate); });
  }
  const auto* constant = llvm::dyn_cast<llvm::Constant>(value);
  if (constant == nullptr) return false;
  const auto holds = [&](const llvm::Constant* lane) {
    const auto* number = llvm::dyn_cast_or_null<llvm::ConstantFP>(lane);
    return number != nullptr && predicate(number->getValueAPF());
  };
  const auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(constant->getType());
  if (vector == nullptr) return holds(constant);
  for (unsigned i = 0; i < vector->getNumElements(); ++i) {
    if (holds(constant->getAggregateElement(i))) return true;
  }
  return false;
}

bool may_be_one(const llvm::Value* value) {
  return may_have_lane(value,
                       [](const llvm::APFloat& lane) { return lane.isExactlyValue(1.0) || lane.isExactlyValue(-1.0); });
}

bool may_be_zero(const llvm::Value* value, bool negative) {
  return may_have_lane(value,
                       [&](const llvm::APFloat& lane) { return lane.isZero() && lane.isNegative() == negative; });
}

bool may_be_infinite(const llvm::Value* value) {
  return may_have_lane(value, [](const llvm::APFloat& lane) { return lane.isInfinity(); });
}

// True if LLVM may take `value + zero` for `value`: the sum of the two zeros is the positive one.
bool may_add_nothing(const llvm::Value* value, const llvm::Value* zero, bool is_subtracted,
                     const llvm::SimplifyQuery& query) {
  if (may_be_zero(zero, /*negative=*/!is_subtracted)) return true;
  return may_be_zero(zero, /*negative=*/is_subtracted) && llvm::cannotBeNegativeZero(value, query);
}

// True if the operation may be taken for its operand `index`, or that with the opposite sign.
bool may_be_taken_for(const Instruction& operation, unsigned index, const llvm::SimplifyQuery& query) {
  const llvm::Value* operand = operation.getOperand(index);
  const llvm::Value* other = operation.getOperand(1 - index);
  switch (operation.getOpcode()) {
    case Instruction::FMul: return may_be_one(other);
    case Instruction::FDiv: return index == 0 && may_be_one(other);
    case Instruction::FAdd: return may_add_nothing(operand, other, /*is_subtracted=*/false, query);
    case Instruction::FSub:
      return index == 0 ? may_add_nothing(operand, other, /*is_subtracted=*/true, query)
                        : may_be_zero(other, /*negative=*/true);
    default: return operand == other || may_be_infinite(other);
  }
}

// Of two floating-point operands.
bool is_operation(const Instruction& instruction) {
  switch (instruction.getOpcode()) {
    case Instruction::FMul:
    case Instruction::FDiv:
    case Instruction::FAdd:
    case Instruction::FSub: return true;
    default: {
      const Intrinsic::ID intrinsic = intrinsic_of(&instruction);
      return intrinsic == Intrinsic::minimum || intrinsic == Intrinsic::maximum;
    }
  }
}

// What leaves the bits of floating-point values as they are, but for the sign.
bool is_transparent(const Instruction& instruction) {
  switch (instruction.getOpcode()) {
    case Instruction::FNeg:
    case Instruction::Select:
    case Instruction::PHI:
    case Instruction::BitCast:
    case Instruction::Freeze:
    case Instruction::ExtractElement:
    case Instruction::InsertElement:
    case Instruction::ShuffleVector: return true;
    default: {
      const Intrinsic::ID intrinsic = intrinsic_of(&instruction);
      return intrinsic == Intrinsic::fabs || intrinsic == Intrinsic::copysign;
    }
  }
}

// Demoting what has been promoted gives the first value, NaNs included: makes those promotions start from quiet ones.
void quiet_demoted_promotions(llvm::Function& function) {
  llvm::SmallPtrSet<llvm::Value*, 32> seen;
  llvm::SmallVector<Instruction*> pending;
  const auto add = [&](llvm::Value* value) {
    auto* instruction = llvm::dyn_cast<Instruction>(value);
    if (instruction != nullptr && seen.insert(instruction).second) pending.push_back(instruction);
  };
  for (Instruction& instruction : llvm::instructions(function)) {
    if (llvm::isa<llvm::FPTruncInst>(instruction)) add(instruction.getOperand(0));
  }
  while (!pending.empty()) {
    Instruction* instruction = pending.pop_back_val();
    if (llvm::isa<llvm::FPExtInst>(instruction)) quiet_operand(*instruction, 0);
    if (!is_transparent(*instruction)) continue;
    for (llvm::Value* operand : instruction->operands()) add(operand);
  }
}

void keep_nans_quiet(llvm::Function& function) {
  const llvm::SimplifyQuery query(function.getParent()->getDataLayout());
  for (Instruction& instruction : llvm::instructions(function)) {
    if (!is_operation(instruction)) continue;
    const bool quiet[] = {may_be_taken_for(instruction, 0, query), may_be_taken_for(instruction, 1, query)};
    for (unsigned index : {0u, 1u}) {
      if (quiet[index]) quiet_operand(instruction, index);
    }
  }
  quiet_demoted_promotions(function);
}

}  // namespace

void keep_nans_quiet(llvm::Module& ir) {
  for (llvm::Function& function : ir) {
    if (!function.isDeclaration()) keep_nans_quiet(function);
  }
}

}  // namespace wasmc
