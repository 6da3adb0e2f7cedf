#include "compiler/codegen/keep_divisions.h"

#include <llvm/IR/Constants.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>

namespace wasmc {

namespace {

bool may_divide_by_zero(const llvm::Instruction& instruction) {
  return instruction.isIntDivRem() && !instruction.getType()->isVectorTy() &&
         !llvm::isa<llvm::ConstantInt>(instruction.getOperand(1));
}

void hide(llvm::Instruction& quotient) {
  // A value of its own, which costs no instruction.
  auto* hidden = llvm::cast<llvm::Instruction>(llvm::IRBuilder<>(quotient.getNextNode()).CreateFreeze(&quotient));
  quotient.replaceUsesWithIf(hidden, [&](const llvm::Use& use) { return use.getUser() != hidden; });
}

}  // namespace

void hide_quotients(llvm::Module& ir) {
  llvm::SmallVector<llvm::Instruction*> divisions;
  for (llvm::Function& function : ir) {
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      if (may_divide_by_zero(instruction)) divisions.push_back(&instruction);
    }
  }
  for (llvm::Instruction* division : divisions) hide(*division);
}

}  // namespace wasmc
