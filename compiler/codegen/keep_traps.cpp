#include "compiler/codegen/keep_traps.h"

#include <algorithm>

#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/PatternMatch.h>
#include <llvm/IR/ValueHandle.h>
#include <llvm/Transforms/Utils/Local.h>

#include "compiler/translate/site.h"

namespace wasmc {

namespace {

// The loads that are sites and that passes may delete.
bool is_plain_site_load(const llvm::Instruction& instruction) {
  const auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction);
  return load != nullptr && is_site(*load) && !load->isVolatile();
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

void pin_dead_accesses(llvm::Function& function) {
  const Liveness live(function);
  for (llvm::Instruction& instruction : llvm::instructions(function)) {
    if (!is_plain_site_load(instruction) || live.contains(instruction)) continue;
    llvm::cast<llvm::LoadInst>(instruction).setVolatile(true);
  }
}

const llvm::Value* strip_casts(const llvm::Value* value) {
  while (const auto* cast = llvm::dyn_cast<llvm::CastInst>(value)) value = cast->getOperand(0);
  return value;
}

}  // namespace

void pin_dead_accesses(llvm::Module& ir) {
  for (llvm::Function& function : ir) {
    if (!function.isDeclaration()) pin_dead_accesses(function);
  }
}

// Follows one load: to the load that replaces it, or until something else does (the value was known without the access,
// which means that an access of the same address comes before), or until it is deleted.
class AccessAudit::Watch final : public llvm::CallbackVH {
 public:
  explicit Watch(llvm::LoadInst& load)
      : CallbackVH(&load),
        function_(load.getFunction()),
        wasm_offset_(site_of_scopes(load.getMetadata(llvm::LLVMContext::MD_alias_scope)).value_or(Site{}).wasm_offset) {
  }

  [[nodiscard]] bool lost() const { return lost_; }
  [[nodiscard]] LostAccess access() const { return {function_->getName().str(), wasm_offset_}; }

 private:
  void deleted() override {
    lost_ = true;
    setValPtr(nullptr);
  }

  void allUsesReplacedWith(llvm::Value* replacement) override {
    const auto* load = llvm::dyn_cast<llvm::LoadInst>(strip_casts(replacement));
    if (load != nullptr && is_plain_site_load(*load)) {
      setValPtr(const_cast<llvm::LoadInst*>(load));
    } else {
      setValPtr(nullptr);
    }
  }

  const llvm::Function* function_;
  uint32_t wasm_offset_;
  bool lost_ = false;
};

AccessAudit::AccessAudit(llvm::Module& ir) {
  for (llvm::Function& function : ir) {
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      if (!is_plain_site_load(instruction)) continue;
      watches_.push_back(std::make_unique<Watch>(llvm::cast<llvm::LoadInst>(instruction)));
    }
  }
}

AccessAudit::~AccessAudit() = default;

std::vector<LostAccess> AccessAudit::lost() const {
  std::vector<LostAccess> accesses;
  for (const std::unique_ptr<Watch>& watch : watches_) {
    if (watch->lost()) accesses.push_back(watch->access());
  }
  return accesses;
}

std::vector<LostAccess> find_merged_accesses(llvm::Module& ir) {
  std::vector<LostAccess> merged;
  for (llvm::Function& function : ir) {
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      const std::vector<Site> sites = sites_of_scopes(instruction.getMetadata(llvm::LLVMContext::MD_alias_scope));
      if (sites.size() < 2 || llvm::getLoadStoreType(&instruction)->isVectorTy()) continue;
      for (Site site : sites) merged.push_back({function.getName().str(), site.wasm_offset});
    }
  }
  return merged;
}

void make_accesses_volatile(llvm::Module& ir) {
  for (llvm::Function& function : ir) {
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      if (!is_site(instruction)) continue;
      if (auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction)) load->setVolatile(true);
      if (auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction)) store->setVolatile(true);
    }
  }
}

}  // namespace wasmc
