#include "compiler/codegen/align_loops.h"

#include <mutex>

#include <llvm/CodeGen/MachineFunctionPass.h>
#include <llvm/CodeGen/Passes.h>
#include <llvm/IR/Function.h>
#include <llvm/PassRegistry.h>

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
  static std::once_flag registered;
  std::call_once(registered, [] {
    auto* info = new llvm::PassInfo("align small wasm loops", "wasmc-align-small-loops", &AlignSmallLoops::ID,
                                    llvm::callDefaultCtor<AlignSmallLoops>, /*isCFGOnly=*/false, /*is_analysis=*/false);
    llvm::PassRegistry::getPassRegistry()->registerPass(*info, /*ShouldFree=*/true);
  });
  config.insertPass(&llvm::MachineBlockPlacementID, &AlignSmallLoops::ID);
}

}  // namespace wasmc
