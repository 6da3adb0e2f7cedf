#include "compiler/codegen/part_sites.h"

#include <mutex>

#include <llvm/ADT/DenseMap.h>
#include <llvm/CodeGen/MachineFunction.h>
#include <llvm/CodeGen/MachineFunctionPass.h>
#include <llvm/CodeGen/Passes.h>
#include <llvm/MC/MCContext.h>
#include <llvm/MC/MCSymbol.h>
#include <llvm/Pass.h>
#include <llvm/PassRegistry.h>

#include "compiler/codegen/machine_sites.h"

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
  // Passes are inserted by their identity, under which LLVM has to know them.
  static std::once_flag registered;
  std::call_once(registered, [] {
    auto* info = new llvm::PassInfo("part wasm trap sites", "wasmc-part-sites", &PartSites::ID,
                                    llvm::callDefaultCtor<PartSites>, /*isCFGOnly=*/false, /*is_analysis=*/false);
    llvm::PassRegistry::getPassRegistry()->registerPass(*info, /*ShouldFree=*/true);
  });
  config.insertPass(&llvm::PrologEpilogCodeInserterID, &PartSites::ID);
}

}  // namespace wasmc
