// Copies of loops without their bounds checks. What a loop accesses is known ahead of it, if its indices grow by
// constants: where all of that lies inside of the memory the copy runs, which can be vectorised, and else the loop as
// it was, whose traps are where they belong. Used by one thread per module.
#pragma once

#include <llvm/IR/Function.h>
#include <llvm/IR/PassManager.h>

namespace wasmc {

// Does so for small innermost loops all of whose checks can be made ahead. Wants loops that are rotated, and the
// memory's length read ahead of them.
class CopyLoopsUnchecked : public llvm::PassInfoMixin<CopyLoopsUnchecked> {
 public:
  static llvm::StringRef name() { return "CopyLoopsUnchecked"; }
  static llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

// Takes the copies away that have not become vectors: what they gain is not worth their size.
class DropUselessCopies : public llvm::PassInfoMixin<DropUselessCopies> {
 public:
  static llvm::StringRef name() { return "DropUselessCopies"; }
  static llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

}  // namespace wasmc
