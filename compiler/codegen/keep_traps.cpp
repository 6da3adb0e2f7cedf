#include "compiler/codegen/keep_traps.h"

#include <optional>

#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/PatternMatch.h>
#include <llvm/Transforms/Utils/Local.h>

#include "compiler/translate/site.h"

namespace wasmc {

namespace {

bool is_or_was_site(const llvm::Instruction& access) {
  const llvm::MDNode* scopes = access.getMetadata(llvm::LLVMContext::MD_alias_scope);
  return site_of_scopes(scopes) || are_in_bounds(scopes);
}

}  // namespace

bool is_plain_access(const llvm::Instruction& instruction) {
  return llvm::getLoadStorePointerOperand(&instruction) != nullptr && !instruction.isVolatile() &&
         is_or_was_site(instruction);
}

bool is_plain_site(const llvm::Instruction& instruction) {
  return llvm::getLoadStorePointerOperand(&instruction) != nullptr && !instruction.isVolatile() && is_site(instruction);
}

namespace {

bool is_plain_site_load(const llvm::Instruction& instruction) {
  return llvm::isa<llvm::LoadInst>(instruction) && is_plain_site(instruction);
}

// True if the value is 0 whatever the operands are: they are not needed.
bool is_zero_anyway(const llvm::Instruction& instruction) {
  using namespace llvm::PatternMatch;
  return match(&instruction, m_c_And(m_Value(), m_ZeroInt())) || match(&instruction, m_c_Mul(m_Value(), m_ZeroInt()));
}

// Everything whose value something observable depends on.
class Liveness {
 public:
  explicit Liveness(llvm::Function& function) {
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      if (!llvm::wouldInstructionBeTriviallyDead(&instruction)) add(&instruction);
    }
    while (!pending_.empty()) {
      llvm::Instruction* instruction = pending_.pop_back_val();
      if (is_zero_anyway(*instruction)) continue;
      for (llvm::Value* operand : instruction->operands()) add(llvm::dyn_cast<llvm::Instruction>(operand));
    }
  }
  [[nodiscard]] bool contains(const llvm::Instruction& instruction) const { return live_.contains(&instruction); }

 private:
  void add(llvm::Instruction* instruction) {
    if (instruction != nullptr && live_.insert(instruction).second) pending_.push_back(instruction);
  }

  llvm::SmallPtrSet<const llvm::Instruction*, 32> live_;
  llvm::SmallVector<llvm::Instruction*> pending_;
};

// True of nearly all loads, which need not be looked for among everything that is live.
bool has_effect_soon(const llvm::Instruction& load) {
  constexpr int most_steps = 6;
  const llvm::Instruction* value = &load;
  for (int step = 0; step < most_steps && !value->use_empty(); ++step) {
    value = llvm::cast<llvm::Instruction>(*value->user_begin());
    if (!llvm::wouldInstructionBeTriviallyDead(value)) return true;
    if (is_zero_anyway(*value)) return false;
  }
  return false;
}

void pin_dead_accesses(llvm::Function& function) {
  std::optional<Liveness> live;
  for (llvm::Instruction& instruction : llvm::instructions(function)) {
    if (!is_plain_site_load(instruction) || has_effect_soon(instruction)) continue;
    if (!live) live.emplace(function);
    if (!live->contains(instruction)) llvm::cast<llvm::LoadInst>(instruction).setVolatile(true);
  }
}

}  // namespace

void pin_dead_accesses(llvm::Module& ir) {
  for (llvm::Function& function : ir) {
    if (!function.isDeclaration()) pin_dead_accesses(function);
  }
}

bool accesses_lanes(const llvm::Instruction& access) {
  return llvm::getLoadStorePointerOperand(&access) == nullptr || llvm::getLoadStoreType(&access)->isVectorTy();
}

std::vector<LostAccess> find_merged_accesses(llvm::Module& ir) {
  std::vector<LostAccess> merged;
  for (llvm::Function& function : ir) {
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      if (!instruction.mayReadOrWriteMemory()) continue;
      const std::vector<Site> sites = sites_of_scopes(instruction.getMetadata(llvm::LLVMContext::MD_alias_scope));
      if (sites.size() < 2 || accesses_lanes(instruction)) continue;
      for (Site site : sites) merged.push_back({function.getName().str(), site.wasm_offset});
    }
  }
  return merged;
}

void make_accesses_volatile(llvm::Module& ir) {
  for (llvm::Function& function : ir) {
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction);
      if (load != nullptr && is_site(instruction)) load->setVolatile(true);
      auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction);
      if (store != nullptr && is_or_was_site(instruction)) store->setVolatile(true);
    }
  }
}

}  // namespace wasmc
