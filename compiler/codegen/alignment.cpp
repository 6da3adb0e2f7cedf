#include "compiler/codegen/alignment.h"

#include <llvm/CodeGen/MachineFunctionPass.h>
#include <llvm/CodeGen/Passes.h>
#include <llvm/CodeGen/TargetLowering.h>
#include <llvm/CodeGen/TargetSubtargetInfo.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/InstrTypes.h>

#include "compiler/codegen/register_pass.h"

namespace wasmc {

namespace {

constexpr unsigned small_loop_alignment = 32;
// About what has room in one line.
constexpr unsigned most_instructions = 8;

bool is_aligned(const llvm::MachineBasicBlock& block) { return block.getAlignment() != llvm::Align(1); }

bool calls_itself(const llvm::Function& function) {
  return llvm::any_of(function.users(), [&](const llvm::User* user) {
    const auto* call = llvm::dyn_cast<llvm::CallBase>(user);
    return call != nullptr && call->getFunction() == &function;
  });
}

bool pack(llvm::MachineFunction& function) {
  if (llvm::any_of(function, is_aligned) || calls_itself(function.getFunction())) return false;
  function.setAlignment(function.getSubtarget().getTargetLowering()->getMinFunctionAlignment());
  return true;
}

bool align_small_loops(llvm::MachineFunction& function) {
  bool changed = false;
  for (llvm::MachineBasicBlock& block : function) {
    if (!is_aligned(block) || block.size() > most_instructions || !block.isSuccessor(&block)) continue;
    block.setAlignment(llvm::Align(small_loop_alignment));
    changed = true;
  }
  return changed;
}

class Alignment final : public llvm::MachineFunctionPass {
 public:
  static char ID;
  Alignment() : MachineFunctionPass(ID) {}

  [[nodiscard]] llvm::StringRef getPassName() const override { return "align wasm functions and loops"; }

  bool runOnMachineFunction(llvm::MachineFunction& function) override {
    if (function.getFunction().hasOptSize()) return false;
    return pack(function) || align_small_loops(function);
  }
};

char Alignment::ID = 0;

}  // namespace

void add_alignment(llvm::TargetPassConfig& config) {
  register_pass<Alignment>("align wasm functions and loops", "wasmc-alignment");
  config.insertPass(&llvm::MachineBlockPlacementID, &Alignment::ID);
}

}  // namespace wasmc
