#include "compiler/codegen/part_sites.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/CodeGen/MachineFunction.h>
#include <llvm/CodeGen/MachineFunctionPass.h>
#include <llvm/CodeGen/Passes.h>
#include <llvm/MC/MCContext.h>
#include <llvm/MC/MCSymbol.h>

#include "compiler/codegen/machine_sites.h"
#include "compiler/codegen/register_pass.h"

namespace wasmc {

namespace {

class PartSites final : public llvm::MachineFunctionPass {
 public:
  static char ID;
  PartSites() : MachineFunctionPass(ID) {}

  llvm::StringRef getPassName() const override { return "part wasm trap sites"; }
  void getAnalysisUsage(llvm::AnalysisUsage& usage) const override {
    usage.setPreservesAll();
    MachineFunctionPass::getAnalysisUsage(usage);
  }

  bool runOnMachineFunction(llvm::MachineFunction& function) override {
    numbers_.clear();
    for (llvm::MachineBasicBlock& block : function) {
      for (llvm::MachineInstr& instruction : block.instrs()) {
        if (const auto site = find_site(instruction)) instruction.setPreInstrSymbol(function, label(function, *site));
      }
    }
    return !numbers_.empty();
  }

 private:
  // Functions share the labels, none of which is ever placed.
  llvm::MCSymbol* label(llvm::MachineFunction& function, Site site) {
    const size_t number = numbers_.try_emplace(encode_cookie(site), numbers_.size()).first->second;
    if (number == labels_.size()) labels_.push_back(function.getContext().createTempSymbol());
    return labels_[number];
  }

  llvm::DenseMap<uint64_t, size_t> numbers_;
  std::vector<llvm::MCSymbol*> labels_;
};

char PartSites::ID = 0;

}  // namespace

void add_part_sites(llvm::TargetPassConfig& config) {
  register_pass<PartSites>("part wasm trap sites", "wasmc-part-sites");
  config.insertPass(&llvm::PrologEpilogCodeInserterID, &PartSites::ID);
}

}  // namespace wasmc
