#include "compiler/codegen/canonical_nans.h"

#include <llvm/ADT/STLExtras.h>
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

// A value that stands for the operation's in tests for NaN. InstCombine takes "NaN if x is negative, else the root of
// x" for the root, whose NaN is another one.
llvm::Value* hide(llvm::IRBuilder<>& builder, Instruction& operation) {
  const auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&operation);
  if (call == nullptr || call->getIntrinsicID() != Intrinsic::sqrt) return &operation;
  return builder.CreateIntrinsic(Intrinsic::arithmetic_fence, {operation.getType()}, {&operation});
}

void make_canonical(Instruction& operation) {
  const auto may_stay = [&](const llvm::User* user) {
    return ignores_nan_bits(user) || only_passes_on(user, operation.getType());
  };
  llvm::SmallVector<llvm::Use*> uses;
  for (llvm::Use& use : operation.uses()) {
    if (!may_stay(use.getUser())) uses.push_back(&use);
  }
  if (uses.empty()) return;
  llvm::IRBuilder<> builder(operation.getNextNode());
  llvm::Value* value = hide(builder, operation);
  llvm::Value* nan = llvm::ConstantFP::getQNaN(operation.getType());
  llvm::Value* result = builder.CreateSelect(builder.CreateFCmpUNO(value, value), nan, value);
  for (llvm::Use* use : uses) use->set(result);
}

void make_nans_canonical(llvm::Function& function) {
  llvm::SmallVector<Instruction*> operations;
  for (Instruction& instruction : llvm::instructions(function)) {
    if (is_arithmetic(instruction)) operations.push_back(&instruction);
  }
  for (Instruction* operation : operations) make_canonical(*operation);
}

}  // namespace

void make_nans_canonical(llvm::Module& ir) {
  for (llvm::Function& function : ir) {
    if (function.hasFnAttribute(canonical_nans_attribute)) make_nans_canonical(function);
  }
}

}  // namespace wasmc
