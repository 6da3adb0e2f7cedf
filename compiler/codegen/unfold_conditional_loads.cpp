#include "compiler/codegen/unfold_conditional_loads.h"

#include <llvm/CodeGen/MachineFunction.h>
#include <llvm/CodeGen/MachineInstr.h>
#include <llvm/CodeGen/MachineRegisterInfo.h>
#include <llvm/CodeGen/Passes.h>
#include <llvm/CodeGen/TargetInstrInfo.h>
#include <llvm/CodeGen/TargetSubtargetInfo.h>

#include "compiler/codegen/register_pass.h"

namespace wasmc {

namespace {

class UnfoldConditionalLoads final : public llvm::MachineFunctionPass {
 public:
  static char ID;
  UnfoldConditionalLoads() : MachineFunctionPass(ID) {}

  llvm::StringRef getPassName() const override { return "unfold conditional wasm loads"; }
  void getAnalysisUsage(llvm::AnalysisUsage& usage) const override {
    usage.setPreservesCFG();
    MachineFunctionPass::getAnalysisUsage(usage);
  }

  bool runOnMachineFunction(llvm::MachineFunction& function) override {
    const llvm::TargetInstrInfo& target = *function.getSubtarget().getInstrInfo();
    bool changed = false;
    for (llvm::MachineBasicBlock& block : function) {
      for (llvm::MachineInstr& instruction : llvm::make_early_inc_range(block)) {
        if (!is_conditional_access(target, instruction)) continue;
        unfold(function, target, instruction);
        changed = true;
      }
    }
    return changed;
  }

 private:
  static bool is_conditional_access(const llvm::TargetInstrInfo& target, const llvm::MachineInstr& instruction) {
    return instruction.mayLoad() && instruction.hasOrderedMemoryRef() &&
           target.getName(instruction.getOpcode()).starts_with("CMOV");
  }

  static void unfold(llvm::MachineFunction& function, const llvm::TargetInstrInfo& target,
                     llvm::MachineInstr& instruction) {
    const llvm::MCInstrDesc& description = instruction.getDesc();
    unsigned operand = 0;
    target.getOpcodeAfterMemoryUnfold(instruction.getOpcode(), /*UnfoldLoad=*/true, /*UnfoldStore=*/false, &operand);
    llvm::Register loaded = function.getRegInfo().createVirtualRegister(target.getRegClass(description, 0));
    llvm::SmallVector<llvm::MachineInstr*, 2> parts;
    if (!target.unfoldMemoryOperand(function, instruction, loaded, /*UnfoldLoad=*/true, /*UnfoldStore=*/false, parts)) {
      return;
    }
    for (llvm::MachineInstr* part : parts) {
      part->setDebugLoc(instruction.getDebugLoc());
      instruction.getParent()->insert(instruction.getIterator(), part);
    }
    instruction.eraseFromParent();
  }
};

char UnfoldConditionalLoads::ID = 0;

}  // namespace

void add_unfold_conditional_loads(llvm::TargetPassConfig& config) {
  register_pass<UnfoldConditionalLoads>("unfold conditional wasm loads", "wasmc-unfold-conditional-loads");
  config.insertPass(&llvm::DeadMachineInstructionElimID, &UnfoldConditionalLoads::ID);
}

}  // namespace wasmc
