// Accesses that can't trap, since a memory is never smaller than it was at first: of static variables, of tables that
// are indexed by a byte, of arrays of constant size. They need no entry in the trap table, and nothing has to be kept
// in their order but what they read and write. Used by one thread per module.
#pragma once

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/ScalarEvolution.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/PassManager.h>

namespace wasmc {

// Marks those whose offset has few bits enough. Wants SSA form, before any pass has changed the form of addresses.
void mark_accesses_in_bounds(llvm::Function& function);

// The same of those in loops whose offset is known by how often the loops run.
class MarkAccessesInBounds : public llvm::PassInfoMixin<MarkAccessesInBounds> {
 public:
  static llvm::StringRef name() { return "MarkAccessesInBounds"; }
  static llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

}  // namespace wasmc
