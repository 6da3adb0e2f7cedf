#include "compiler/codegen/part_sites.h"

#include <optional>
#include <vector>

#include <llvm/ADT/DenseMap.h>
#include <llvm/CodeGen/MachineFunction.h>
#include <llvm/CodeGen/MachineFunctionPass.h>
#include <llvm/CodeGen/Passes.h>
#include <llvm/IR/Function.h>
#include <llvm/MC/MCContext.h>
#include <llvm/MC/MCSymbol.h>

#include "compiler/codegen/machine_sites.h"
#include "compiler/codegen/register_pass.h"

namespace wasmc {

namespace {

// Puts a label in front of each site, which `label` chooses.
template <typename Label>
bool label_sites(llvm::MachineFunction& function, Label label) {
  bool found = false;
  for (llvm::MachineBasicBlock& block : function) {
    for (llvm::MachineInstr& instruction : block.instrs()) {
      const std::optional<Site> site = find_site(instruction);
      if (!site) continue;
      instruction.setPreInstrSymbol(function, label(*site));
      found = true;
    }
  }
  return found;
}

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
    return label_sites(function, [&](Site site) { return label(function, site); });
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

class IsolateSites final : public llvm::MachineFunctionPass {
 public:
  static char ID;
  IsolateSites() : MachineFunctionPass(ID) {}

  llvm::StringRef getPassName() const override { return "isolate wasm trap sites"; }
  void getAnalysisUsage(llvm::AnalysisUsage& usage) const override {
    usage.setPreservesAll();
    MachineFunctionPass::getAnalysisUsage(usage);
  }

  bool runOnMachineFunction(llvm::MachineFunction& function) override {
    if (!function.getFunction().hasMinSize()) return false;
    return label_sites(function, [&](Site) { return function.getContext().createTempSymbol(); });
  }
};

char IsolateSites::ID = 0;

}  // namespace

void add_part_sites(llvm::TargetPassConfig& config) {
  register_pass<PartSites>("part wasm trap sites", "wasmc-part-sites");
  register_pass<IsolateSites>("isolate wasm trap sites", "wasmc-isolate-sites");
  config.insertPass(&llvm::PrologEpilogCodeInserterID, &PartSites::ID);
  config.insertPass(&llvm::StackMapLivenessID, &IsolateSites::ID);
}

}  // namespace wasmc
