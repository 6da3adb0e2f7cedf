#include "compiler/codegen/align_loops.h"

#include <llvm/CodeGen/MachineFunctionPass.h>
#include <llvm/CodeGen/Passes.h>
#include <llvm/IR/Function.h>

#include "compiler/codegen/register_pass.h"

namespace wasmc {

namespace {

constexpr unsigned alignment = 32;
// About what has room in one line.
constexpr unsigned most_instructions = 8;

class AlignSmallLoops final : public llvm::MachineFunctionPass {
 public:
  static char ID;
  AlignSmallLoops() : MachineFunctionPass(ID) {}

  [[nodiscard]] llvm::StringRef getPassName() const override { return "align small wasm loops"; }

  bool runOnMachineFunction(llvm::MachineFunction& function) override {
    if (function.getFunction().hasOptSize()) return false;
    bool changed = false;
    for (llvm::MachineBasicBlock& block : function) {
      if (block.getAlignment() == llvm::Align(1) || block.size() > most_instructions || !block.isSuccessor(&block))
        continue;
      block.setAlignment(llvm::Align(alignment));
      changed = true;
    }
    return changed;
  }
};

char AlignSmallLoops::ID = 0;

}  // namespace

void add_align_small_loops(llvm::TargetPassConfig& config) {
  register_pass<AlignSmallLoops>("align small wasm loops", "wasmc-align-small-loops");
  config.insertPass(&llvm::MachineBlockPlacementID, &AlignSmallLoops::ID);
}

}  // namespace wasmc
