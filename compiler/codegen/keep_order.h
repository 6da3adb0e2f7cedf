// Keeping the order in which things happen before a trap. LLVM thinks that a load has no effect, and so moves one whose
// address stays the same out of a loop, or one whose value some predecessors know into the others, ahead of stores that
// it does not read from and of other loads. In wasm it may trap, and then those stores have to be done, and those loads
// have trapped first.
#pragma once

#include <string>
#include <vector>

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/PassInstrumentation.h>
#include <llvm/IR/PassManager.h>
#include <llvm/IR/ValueHandle.h>

#include "compiler/codegen/keep_traps.h"

namespace wasmc {

// True if what is stored in each round of the loop may be stored once behind it: nothing in the loop is a site, and it
// does not end in many places, at each of which the store would be.
[[nodiscard]] bool stores_may_leave(const llvm::Loop& loop);

// Makes accesses volatile that a pass may not move or make smaller, and plain again after the pass:
// - Loop-invariant code motion. A load may leave a loop if everything with an effect comes after it in the first round,
//   or leaves the loop before it. Stores may if stores_may_leave().
// - Jump threading. A load that a branch depends on may leave its block if nothing with an effect comes before it
// there.
// - Instruction combining. Of accesses on different paths it makes one, whose position is that of only one of them.
// That is found out afterwards, too (find_merged_accesses()), but costs another compilation of the function.
// - Vector combination. What is read or written of a vector is the whole of it, though one lane is used.
class LoadOrder {
 public:
  // The callbacks and the analyses outlive the order; the order outlives the passes' runs.
  LoadOrder(llvm::PassInstrumentationCallbacks& callbacks, llvm::FunctionAnalysisManager& analyses);

  // Loads that have overtaken another one, which was expected to leave the loop before them and did not.
  [[nodiscard]] const std::vector<LostAccess>& lost() const { return lost_; }

 private:
  void hold_in_loop(const llvm::Loop& loop);
  void release_in_loop(const llvm::Loop& loop);
  void note_overtaken(const llvm::Loop& loop);
  static void hold_loads(llvm::Function& function);
  static void hold_vectors(llvm::Function& function);
  static void hold_meeting(llvm::Function& function);
  static void release(llvm::Function& function);

  llvm::FunctionAnalysisManager& analyses_;
  llvm::SmallVector<llvm::Instruction*> held_;
  llvm::SmallVector<llvm::WeakVH> leaving_;
  std::vector<LostAccess> lost_;
};

}  // namespace wasmc
