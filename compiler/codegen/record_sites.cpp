#include "compiler/codegen/record_sites.h"

#include <optional>

#include <llvm/CodeGen/MachineFunction.h>
#include <llvm/CodeGen/MachineInstr.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/Instructions.h>

#include "compiler/codegen/emit.h"
#include "compiler/translate/site.h"

namespace wasmc {

namespace {

std::optional<Site> site_of_cookie(const llvm::MachineInstr& instruction) {
  const llvm::MDNode* cookie = instruction.getLocCookieMD();
  if (cookie == nullptr || cookie->getNumOperands() == 0) return std::nullopt;
  const auto* value = llvm::mdconst::dyn_extract<llvm::ConstantInt>(cookie->getOperand(0));
  if (value == nullptr) return std::nullopt;
  return decode_cookie(value->getZExtValue());
}

// How well an access in IR fits a memory operand with its pointer.
int likeness(const llvm::Instruction& access, const llvm::MachineInstr& instruction,
             const llvm::MachineMemOperand& operand) {
  const bool same_kind = llvm::isa<llvm::LoadInst>(access) ? operand.isLoad() : operand.isStore();
  const bool same_block = access.getParent() == instruction.getParent()->getBasicBlock();
  return (same_kind ? 2 : 0) + (same_block ? 1 : 0);
}

// Combining vectors may make an access that keeps nothing of the old one but the pointer. Of several accesses with one
// pointer the most alike is taken.
std::optional<Site> site_of_pointer(const llvm::MachineInstr& instruction, const llvm::MachineMemOperand& operand) {
  const llvm::Value* pointer = operand.getValue();
  if (pointer == nullptr || llvm::isa<llvm::Constant>(pointer)) return std::nullopt;
  std::optional<Site> best;
  int best_likeness = -1;
  for (const llvm::User* user : pointer->users()) {
    if (llvm::getLoadStorePointerOperand(user) != pointer) continue;
    const auto& access = *llvm::cast<llvm::Instruction>(user);
    const auto site = site_of_scopes(access.getMetadata(llvm::LLVMContext::MD_alias_scope));
    if (!site || likeness(access, instruction, operand) <= best_likeness) continue;
    best = site;
    best_likeness = likeness(access, instruction, operand);
  }
  return best;
}

// Legalisation of types may drop what the memory operand says of the access, but not where it comes from.
std::optional<Site> site_of_location(const llvm::MachineInstr& instruction) {
  const llvm::DebugLoc& location = instruction.getDebugLoc();
  if (!location || location.getLine() == 0) return std::nullopt;
  return Site{location.getLine(), TrapCode::memory_out_of_bounds};
}

// Of an access whose memory operands don't say it.
std::optional<Site> find_lost_site(const llvm::MachineInstr& instruction) {
  if (const auto site = site_of_location(instruction)) return site;
  for (const llvm::MachineMemOperand* operand : instruction.memoperands()) {
    if (const auto site = site_of_pointer(instruction, *operand)) return site;
  }
  return std::nullopt;
}

// True if the instruction has been made of one whose every access is a site.
bool is_part_of_access(const llvm::MachineInstr& instruction) {
  const llvm::DebugLoc& location = instruction.getDebugLoc();
  return location && location.getCol() == every_access_column && instruction.mayLoadOrStore();
}

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
    std::optional<Site> site;
    if (instruction.isInlineAsm()) {
      site = site_of_cookie(instruction);
    } else if (is_part_of_access(instruction)) {
      site = site_of_location(instruction);
    } else {
      bool is_access = false;
      for (const llvm::MachineMemOperand* operand : instruction.memoperands()) {
        is_access |= operand->isVolatile();
        if (!site) site = site_of_scopes(operand->getAAInfo().Scope);
      }
      if (!site && is_access) site = find_lost_site(instruction);
      if (!site && is_access) failure_ = function.getName();
    }
    if (site) instruction.setPCSections(function, entry(function.getFunction().getContext(), *site));
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
