#include "compiler/codegen/keep_traps.h"

#include <llvm/ADT/DenseSet.h>
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

// The accesses that are sites and that passes may delete.
bool is_plain_site(const llvm::Instruction& instruction) {
  return is_site(instruction) && llvm::getLoadStorePointerOperand(&instruction) != nullptr && !instruction.isVolatile();
}

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

// Follows one access: a load to the load that replaces it, or until something else does (the value was known without
// the access, which means that an access of the same address comes before), or until the access is deleted. A store
// that another one replaces is deleted, but the other one has its site.
class AccessAudit::Watch final : public llvm::CallbackVH {
 public:
  explicit Watch(llvm::Instruction& access)
      : CallbackVH(&access),
        function_(access.getFunction()),
        wasm_offset_(
            site_of_scopes(access.getMetadata(llvm::LLVMContext::MD_alias_scope)).value_or(Site{}).wasm_offset),
        is_store_(llvm::isa<llvm::StoreInst>(access)) {}

  [[nodiscard]] bool is_deleted() const { return is_deleted_; }
  [[nodiscard]] bool is_store() const { return is_store_; }
  [[nodiscard]] const llvm::Function* function() const { return function_; }
  [[nodiscard]] uint32_t wasm_offset() const { return wasm_offset_; }

 private:
  void deleted() override {
    is_deleted_ = true;
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
  bool is_store_;
  bool is_deleted_ = false;
};

namespace {

using StoreSites = llvm::DenseSet<std::pair<const llvm::Function*, uint32_t>>;

StoreSites list_store_sites(const llvm::Module& ir) {
  StoreSites sites;
  for (const llvm::Function& function : ir) {
    for (const llvm::Instruction& instruction : llvm::instructions(function)) {
      if (!llvm::isa<llvm::StoreInst>(instruction)) continue;
      for (Site site : sites_of_scopes(instruction.getMetadata(llvm::LLVMContext::MD_alias_scope))) {
        sites.insert({&function, site.wasm_offset});
      }
    }
  }
  return sites;
}

}  // namespace

AccessAudit::AccessAudit(llvm::Module& ir) : ir_(ir) {
  for (llvm::Function& function : ir) {
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      if (is_plain_site(instruction)) watches_.push_back(std::make_unique<Watch>(instruction));
    }
  }
}

AccessAudit::~AccessAudit() = default;

std::vector<LostAccess> AccessAudit::lost() const {
  const StoreSites stores = list_store_sites(ir_);
  std::vector<LostAccess> accesses;
  for (const std::unique_ptr<Watch>& watch : watches_) {
    if (!watch->is_deleted()) continue;
    if (watch->is_store() && stores.contains({watch->function(), watch->wasm_offset()})) continue;
    accesses.push_back({watch->function()->getName().str(), watch->wasm_offset()});
  }
  return accesses;
}

namespace {

// True for accesses of vectors, some of which are calls of intrinsics.
bool accesses_lanes(const llvm::Instruction& access) {
  return llvm::getLoadStorePointerOperand(&access) == nullptr || llvm::getLoadStoreType(&access)->isVectorTy();
}

}  // namespace

std::vector<LostAccess> find_merged_accesses(llvm::Module& ir) {
  std::vector<LostAccess> merged;
  for (llvm::Function& function : ir) {
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
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
      if (!is_site(instruction)) continue;
      if (auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction)) load->setVolatile(true);
      if (auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction)) store->setVolatile(true);
    }
  }
}

}  // namespace wasmc
