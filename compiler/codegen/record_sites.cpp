#include "compiler/codegen/record_sites.h"

#include <optional>

#include <llvm/CodeGen/MachineFunction.h>
#include <llvm/IR/Constants.h>

#include "compiler/codegen/emit.h"
#include "compiler/codegen/machine_sites.h"

namespace wasmc {

namespace {

class RecordSites final : public llvm::MachineFunctionPass {
 public:
  static char ID;
  explicit RecordSites(std::string& failure) : MachineFunctionPass(ID), failure_(failure) {}

  llvm::StringRef getPassName() const override { return "record wasm trap sites"; }
  void getAnalysisUsage(llvm::AnalysisUsage& usage) const override {
    usage.setPreservesAll();
    MachineFunctionPass::getAnalysisUsage(usage);
  }

  bool runOnMachineFunction(llvm::MachineFunction& function) override {
    for (llvm::MachineBasicBlock& block : function) {
      for (llvm::MachineInstr& instruction : block.instrs()) record(function, instruction);
    }
    return true;
  }

 private:
  void record(llvm::MachineFunction& function, llvm::MachineInstr& instruction) {
    const std::optional<Site> site = find_site(instruction);
    if (!site && must_be_site(instruction)) failure_ = function.getName();
    if (!site) return;
    instruction.setPreInstrSymbol(function, nullptr);
    instruction.setPCSections(function, entry(function.getFunction().getContext(), *site));
  }

  static llvm::MDNode* entry(llvm::LLVMContext& context, Site site) {
    llvm::Type* i32 = llvm::Type::getInt32Ty(context);
    auto constant = [&](uint32_t value) { return llvm::ConstantAsMetadata::get(llvm::ConstantInt::get(i32, value)); };
    llvm::MDNode* facts =
        llvm::MDNode::get(context, {constant(site.wasm_offset), constant(static_cast<uint32_t>(site.code))});
    // Distinct: instructions that share a node would share the facts in the section.
    return llvm::MDNode::getDistinct(context, {llvm::MDString::get(context, trap_section_name), facts});
  }

  std::string& failure_;
};

char RecordSites::ID = 0;

}  // namespace

llvm::MachineFunctionPass* create_record_sites_pass(std::string& failure) { return new RecordSites(failure); }

}  // namespace wasmc
