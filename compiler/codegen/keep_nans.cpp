#include "compiler/codegen/keep_nans.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/Analysis/ConstantFolding.h>
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
// since lanes may be taken apart. Not so where constants meet other values: that is how loops begin their sums and
// products, for which each step would pay.
template <typename Predicate>
bool may_have_lane(const llvm::Value* value, const llvm::DataLayout& layout, Predicate predicate) {
  const auto is_such_constant = [&](const llvm::Value* choice) {
    return llvm::isa<llvm::Constant>(choice) && may_have_lane(choice, layout, predicate);
  };
  if (const auto* select = llvm::dyn_cast<llvm::SelectInst>(value)) {
    return is_such_constant(select->getTrueValue()) || is_such_constant(select->getFalseValue());
  }
  if (const auto* phi = llvm::dyn_cast<llvm::PHINode>(value)) {
    const bool chooses = llvm::all_of(phi->incoming_values(), llvm::IsaPred<llvm::Constant>);
    return chooses && llvm::any_of(phi->incoming_values(), is_such_constant);
  }
  if (!llvm::isa<llvm::Constant>(value)) return false;
  const llvm::Constant* constant = llvm::ConstantFoldConstant(llvm::cast<llvm::Constant>(value), layout);
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

// Each use of a vector has its own cast to lanes.
const llvm::Value* without_casts(const llvm::Value* value) {
  while (const auto* cast = llvm::dyn_cast<llvm::BitCastInst>(value)) value = cast->getOperand(0);
  return value;
}

// What makes LLVM take an operation for one of its operands, or for that with the opposite sign.
class Identities {
 public:
  explicit Identities(const llvm::DataLayout& layout) : layout_(layout), query_(layout) {}

  // True if that may happen to the operation and its operand `index`.
  [[nodiscard]] bool may_remain(const Instruction& operation, unsigned index) const {
    const llvm::Value* operand = operation.getOperand(index);
    const llvm::Value* other = operation.getOperand(1 - index);
    switch (operation.getOpcode()) {
      case Instruction::FMul: return may_be_one(other);
      case Instruction::FDiv: return index == 0 && may_be_one(other);
      case Instruction::FAdd: return may_add_nothing(operand, other, /*zero_is_negated=*/false);
      case Instruction::FSub:
        return index == 0 ? may_add_nothing(operand, other, /*zero_is_negated=*/true) : may_be_zero(other, true);
      default: return without_casts(operand) == without_casts(other) || may_be_infinite(other);
    }
  }
  // The same of a fused multiplication and addition, for one of the factors: times 1, which leaves the addition.
  [[nodiscard]] bool may_remain_factor(const Instruction& fused, unsigned index) const {
    return may_be_one(fused.getOperand(1 - index));
  }

 private:
  [[nodiscard]] bool may_be_one(const llvm::Value* value) const {
    const auto is_one = [](const llvm::APFloat& lane) { return lane.isExactlyValue(1.0) || lane.isExactlyValue(-1.0); };
    return may_have_lane(value, layout_, is_one);
  }

  [[nodiscard]] bool may_be_zero(const llvm::Value* value, bool negative) const {
    const auto is_zero = [&](const llvm::APFloat& lane) { return lane.isZero() && lane.isNegative() == negative; };
    return may_have_lane(value, layout_, is_zero);
  }

  [[nodiscard]] bool may_be_infinite(const llvm::Value* value) const {
    return may_have_lane(value, layout_, [](const llvm::APFloat& lane) { return lane.isInfinity(); });
  }

  // Adding -0 changes nothing; adding 0 makes 0 of -0.
  [[nodiscard]] bool may_add_nothing(const llvm::Value* value, const llvm::Value* zero, bool zero_is_negated) const {
    if (may_be_zero(zero, /*negative=*/!zero_is_negated)) return true;
    return may_be_zero(zero, /*negative=*/zero_is_negated) && llvm::cannotBeNegativeZero(value, query_);
  }

  const llvm::DataLayout& layout_;
  llvm::SimplifyQuery query_;
};

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

bool is_rounding(const Instruction& instruction) {
  switch (intrinsic_of(&instruction)) {
    case Intrinsic::ceil:
    case Intrinsic::floor:
    case Intrinsic::trunc:
    case Intrinsic::roundeven: return true;
    default: return false;
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
  // RISC-V rounds by way of an integer, and leaves alone what is too large for that and NaNs.
  const bool rounding_keeps_nans = function.getParent()->getTargetTriple().isRISCV();
  const Identities identities(function.getParent()->getDataLayout());
  for (Instruction& instruction : llvm::instructions(function)) {
    if (rounding_keeps_nans && is_rounding(instruction)) quiet_operand(instruction, 0);
    const bool fused = intrinsic_of(&instruction) == Intrinsic::fma;
    if (!fused && !is_operation(instruction)) continue;
    const auto may_remain = [&](unsigned index) {
      return fused ? identities.may_remain_factor(instruction, index) : identities.may_remain(instruction, index);
    };
    const bool quiet[] = {may_remain(0), may_remain(1)};
    for (unsigned index : {0u, 1u}) {
      if (quiet[index]) quiet_operand(instruction, index);
    }
  }
  quiet_demoted_promotions(function);
}

// In a vector of four, of which two are wanted.
void widen(Instruction& quieting) {
  llvm::IRBuilder<> builder(&quieting);
  constexpr int any = llvm::PoisonMaskElem;
  llvm::Value* wide = builder.CreateShuffleVector(quieting.getOperand(0), {0, 1, any, any});
  llvm::Value* quiet = builder.CreateUnaryIntrinsic(Intrinsic::canonicalize, wide);
  quieting.replaceAllUsesWith(builder.CreateShuffleVector(quiet, {0, 1}));
  quieting.eraseFromParent();
}

}  // namespace

void keep_nans_quiet(llvm::Module& ir) {
  for (llvm::Function& function : ir) {
    if (!function.isDeclaration()) keep_nans_quiet(function);
  }
}

void widen_quieting(llvm::Module& ir) {
  const llvm::Type* pair = llvm::FixedVectorType::get(llvm::Type::getFloatTy(ir.getContext()), 2);
  for (llvm::Function& function : ir) {
    for (Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
      const bool is_quieting = intrinsic_of(&instruction) == Intrinsic::canonicalize;
      if (is_quieting && instruction.getType() == pair) widen(instruction);
    }
  }
}

}  // namespace wasmc
