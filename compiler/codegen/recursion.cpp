#include "compiler/codegen/recursion.h"

#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/Transforms/Utils/Cloning.h>

namespace wasmc {

namespace {

constexpr size_t most_instructions = 60;
constexpr size_t most_calls = 4;
constexpr int most_rounds = 2;

llvm::SmallVector<llvm::CallInst*> calls_of_itself(llvm::Function& function) {
  llvm::SmallVector<llvm::CallInst*> calls;
  for (llvm::Instruction& instruction : llvm::instructions(function)) {
    auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction);
    if (call != nullptr && call->getCalledFunction() == &function && !call->isMustTailCall()) calls.push_back(call);
  }
  return calls;
}

bool inline_calls(llvm::Function& function, llvm::Function& copy) {
  const llvm::SmallVector<llvm::CallInst*> calls = calls_of_itself(function);
  if (calls.size() > most_calls) return false;
  bool changed = false;
  for (llvm::CallInst* call : calls) {
    call->setCalledFunction(&copy);
    llvm::InlineFunctionInfo info;
    const bool inlined = llvm::InlineFunction(*call, info).isSuccess();
    if (!inlined) call->setCalledFunction(&function);
    changed |= inlined;
  }
  return changed;
}

}  // namespace

bool inline_recursion(llvm::Function& function) {
  if (function.isDeclaration() || function.getInstructionCount() > most_instructions) return false;
  if (calls_of_itself(function).empty()) return false;
  // What is inlined must not change meanwhile. The copy's own calls are those of the function.
  llvm::ValueToValueMapTy values;
  llvm::Function* copy = llvm::CloneFunction(&function, values);
  bool changed = false;
  for (int round = 0; round < most_rounds; ++round) changed |= inline_calls(function, *copy);
  copy->eraseFromParent();
  return changed;
}

}  // namespace wasmc
