#include "compiler/codegen/canonical_nans.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SetVector.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>

namespace wasmc {

namespace {

using llvm::Instruction;
namespace Intrinsic = llvm::Intrinsic;

bool is_arithmetic_intrinsic(Intrinsic::ID intrinsic) {
  switch (intrinsic) {
    case Intrinsic::sqrt:
    case Intrinsic::arithmetic_fence:
    case Intrinsic::ceil:
    case Intrinsic::floor:
    case Intrinsic::trunc:
    case Intrinsic::roundeven:
    case Intrinsic::minimum:
    case Intrinsic::maximum:
    case Intrinsic::fma: return true;
    default: return false;
  }
}

// The operations whose NaNs are made by section 4.3.3 "NaN propagation"; each gives a NaN if an operand is one.
bool is_arithmetic(const Instruction& instruction) {
  switch (instruction.getOpcode()) {
    case Instruction::FAdd:
    case Instruction::FSub:
    case Instruction::FMul:
    case Instruction::FDiv:
    case Instruction::FPTrunc:
    case Instruction::FPExt: return true;
    default: {
      const auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
      return call != nullptr && is_arithmetic_intrinsic(call->getIntrinsicID());
    }
  }
}

// True if the user sees only that its operand is a NaN, not which one.
bool ignores_nan_bits(const llvm::User* user) {
  return is_arithmetic(*llvm::cast<Instruction>(user)) || llvm::isa<llvm::FCmpInst>(user);
}

// A vector goes from one instruction to the next as bytes: true if the user is a cast to them, and all that comes of it
// is the same vector again.
bool only_passes_on(const llvm::User* user, const llvm::Type* vector) {
  const auto ignores_vector = [&](const llvm::User* cast) {
    return llvm::isa<llvm::BitCastInst>(cast) && cast->getType() == vector &&
           llvm::all_of(cast->users(), ignores_nan_bits);
  };
  return llvm::isa<llvm::BitCastInst>(user) && llvm::all_of(user->users(), ignores_vector);
}

// Where values meet: the phis and selects whose every choice is an operation's result, no NaN, or another of them. What
// they hand on is made canonical behind them, not on every round of a loop.
class Meetings {
 public:
  explicit Meetings(llvm::Function& function) {
    for (Instruction& instruction : llvm::instructions(function)) {
      const bool chooses = llvm::isa<llvm::PHINode, llvm::SelectInst>(instruction);
      if (chooses && instruction.getType()->isFPOrFPVectorTy()) all_.insert(&instruction);
    }
    while (remove_others()) continue;
  }

  [[nodiscard]] bool contains(const llvm::User* user) const { return all_.contains(llvm::cast<Instruction>(user)); }
  [[nodiscard]] auto begin() const { return all_.begin(); }
  [[nodiscard]] auto end() const { return all_.end(); }

 private:
  // True if there were any.
  bool remove_others() {
    llvm::SmallVector<Instruction*> others;
    for (Instruction* meeting : all_) {
      if (!llvm::all_of(choices(*meeting), [&](const llvm::Use& use) { return may_meet(use.get()); })) {
        others.push_back(meeting);
      }
    }
    for (Instruction* other : others) all_.remove(other);
    return !others.empty();
  }

  static llvm::iterator_range<llvm::User::op_iterator> choices(Instruction& meeting) {
    const bool has_condition = llvm::isa<llvm::SelectInst>(meeting);
    return {meeting.op_begin() + (has_condition ? 1 : 0), meeting.op_end()};
  }

  bool may_meet(const llvm::Value* value) const {
    if (const auto* number = llvm::dyn_cast<llvm::ConstantFP>(value)) return !number->isNaN();
    if (llvm::isa<llvm::ConstantAggregateZero>(value)) return true;
    const auto* instruction = llvm::dyn_cast<Instruction>(value);
    return instruction != nullptr && (is_arithmetic(*instruction) || contains(instruction));
  }

  llvm::SetVector<Instruction*> all_;
};

// Of an operation's result, or of what such results meet in.
void make_canonical(Instruction& source, const Meetings& meetings) {
  llvm::SmallVector<llvm::Use*> uses;
  for (llvm::Use& use : source.uses()) {
    const llvm::User* user = use.getUser();
    const bool may_stay = ignores_nan_bits(user) || meetings.contains(user) || only_passes_on(user, source.getType());
    if (!may_stay) uses.push_back(&use);
  }
  if (uses.empty()) return;
  llvm::BasicBlock& block = *source.getParent();
  const bool is_phi = llvm::isa<llvm::PHINode>(source);
  llvm::IRBuilder<> builder(&block, is_phi ? block.getFirstInsertionPt() : std::next(source.getIterator()));
  llvm::Value* nan = llvm::ConstantFP::getQNaN(source.getType());
  llvm::Value* result = builder.CreateSelect(builder.CreateFCmpUNO(&source, &source), nan, &source);
  for (llvm::Use* use : uses) use->set(result);
}

// InstCombine takes "NaN if x is negative, else the root of x" for the root, whose NaN is another one: no test may see
// that it is a root's.
void hide_roots(llvm::Function& function) {
  for (Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
    const auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
    if (call == nullptr || call->getIntrinsicID() != Intrinsic::sqrt) continue;
    llvm::IRBuilder<> builder(instruction.getNextNode());
    llvm::Value* hidden = builder.CreateIntrinsic(Intrinsic::arithmetic_fence, {instruction.getType()}, {&instruction});
    instruction.replaceUsesWithIf(hidden, [&](const llvm::Use& use) { return use.getUser() != hidden; });
  }
}

void make_nans_canonical(llvm::Function& function) {
  hide_roots(function);
  const Meetings meetings(function);
  llvm::SmallVector<Instruction*> sources(meetings.begin(), meetings.end());
  for (Instruction& instruction : llvm::instructions(function)) {
    if (is_arithmetic(instruction)) sources.push_back(&instruction);
  }
  for (Instruction* source : sources) make_canonical(*source, meetings);
}

}  // namespace

void make_nans_canonical(llvm::Module& ir) {
  for (llvm::Function& function : ir) {
    if (function.hasFnAttribute(canonical_nans_attribute)) make_nans_canonical(function);
  }
}

}  // namespace wasmc
