#include "compiler/codegen/machine_sites.h"

#include <algorithm>

#include <llvm/CodeGen/MachineBasicBlock.h>
#include <llvm/CodeGen/MachineMemOperand.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/Instructions.h>

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

std::optional<Site> site_of_operands(const llvm::MachineInstr& instruction) {
  for (const llvm::MachineMemOperand* operand : instruction.memoperands()) {
    if (const auto site = site_of_scopes(operand->getAAInfo().Scope)) return site;
  }
  return std::nullopt;
}

}  // namespace

bool must_be_site(const llvm::MachineInstr& instruction) {
  return std::ranges::any_of(instruction.memoperands(), [](const auto* operand) {
    return operand->isVolatile() && !are_in_bounds(operand->getAAInfo().Scope);
  });
}

std::optional<Site> find_site(const llvm::MachineInstr& instruction) {
  if (instruction.isInlineAsm()) return site_of_cookie(instruction);
  if (is_part_of_access(instruction)) return site_of_location(instruction);
  if (const auto site = site_of_operands(instruction)) return site;
  return must_be_site(instruction) ? find_lost_site(instruction) : std::nullopt;
}

}  // namespace wasmc
