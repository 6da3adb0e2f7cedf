#include "compiler/codegen/access_audit.h"

#include <optional>

#include <llvm/ADT/DenseSet.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/ValueHandle.h>

#include "compiler/codegen/in_bounds.h"
#include "compiler/codegen/keep_traps.h"
#include "compiler/translate/site.h"

namespace wasmc {

namespace {

const llvm::Value* strip_casts(const llvm::Value* value) {
  while (const auto* cast = llvm::dyn_cast<llvm::CastInst>(value)) value = cast->getOperand(0);
  return value;
}

}  // namespace

// Follows one access: a load to the load that replaces it, or until something else does (the value was known without
// the access, which means that an access of the same address comes before), or until the access is deleted.
class AccessAudit::Watch final : public llvm::CallbackVH {
 public:
  explicit Watch(llvm::Instruction& access)
      : CallbackVH(&access),
        wasm_offset_(
            site_of_scopes(access.getMetadata(llvm::LLVMContext::MD_alias_scope)).value_or(Site{}).wasm_offset) {}

  [[nodiscard]] bool is_deleted() const { return is_deleted_; }
  [[nodiscard]] uint32_t wasm_offset() const { return wasm_offset_; }

  // Of an access that can't trap after all.
  void forget_if_in_bounds() {
    const auto* access = llvm::cast_or_null<llvm::Instruction>(getValPtr());
    if (access != nullptr && !is_site(*access)) setValPtr(nullptr);
  }

  void note_block() {
    auto* access = llvm::cast_or_null<llvm::Instruction>(getValPtr());
    if (access != nullptr && block_ != access->getParent()) block_ = access->getParent();
  }

  // Of an access that was deleted since its block was noted. Blocks that are merged replace each other; one that is
  // gone could not be reached.
  void forget_if_unreachable() {
    if (!is_deleted_ || is_judged_) return;
    is_judged_ = true;
    if (!block_.pointsToAliveValue()) is_deleted_ = false;
  }

 private:
  void deleted() override {
    is_deleted_ = true;
    setValPtr(nullptr);
  }

  void allUsesReplacedWith(llvm::Value* replacement) override {
    const auto* load = llvm::dyn_cast<llvm::LoadInst>(strip_casts(replacement));
    if (load != nullptr && is_plain_site(*load)) {
      setValPtr(const_cast<llvm::LoadInst*>(load));
    } else {
      setValPtr(nullptr);
    }
  }

  llvm::WeakTrackingVH block_;  // before the pass that is running
  uint32_t wasm_offset_;
  bool is_deleted_ = false;
  bool is_judged_ = false;
};

namespace {

const llvm::Function* function_of(const llvm::Any& unit) {
  const auto* function = llvm::any_cast<const llvm::Function*>(&unit);
  return function == nullptr ? nullptr : *function;
}

// True of accesses that may stand for others: stores, which another one replaces, and what has several lanes.
bool stands_for_others(const llvm::Instruction& access) {
  return llvm::isa<llvm::StoreInst>(access) || accesses_lanes(access);
}

using Sites = llvm::DenseSet<uint32_t>;

Sites list_sites_of_others(const llvm::Function& function) {
  Sites sites;
  for (const llvm::Instruction& instruction : llvm::instructions(function)) {
    if (!is_site(instruction) || !stands_for_others(instruction)) continue;
    for (Site site : sites_of_scopes(instruction.getMetadata(llvm::LLVMContext::MD_alias_scope))) {
      sites.insert(site.wasm_offset);
    }
  }
  return sites;
}

}  // namespace

AccessAudit::AccessAudit(llvm::Module& ir, llvm::PassInstrumentationCallbacks& callbacks) : ir_(ir) {
  for (llvm::Function& function : ir) {
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      if (is_plain_site(instruction)) watches_[&function].push_back(std::make_unique<Watch>(instruction));
    }
  }
  callbacks.registerBeforeNonSkippedPassCallback([this](llvm::StringRef, const llvm::Any& unit) {
    if (const llvm::Function* function = function_of(unit)) note_blocks(*function);
  });
  callbacks.registerAfterPassCallback(
      [this](llvm::StringRef pass, const llvm::Any& unit, const llvm::PreservedAnalyses&) {
        const llvm::Function* function = function_of(unit);
        if (function != nullptr) forget_needless(*function, pass == MarkAccessesInBounds::name());
      });
}

AccessAudit::~AccessAudit() = default;

void AccessAudit::note_blocks(const llvm::Function& function) {
  const auto found = watches_.find(&function);
  if (found == watches_.end()) return;
  for (const std::unique_ptr<Watch>& watch : found->second) watch->note_block();
}

void AccessAudit::forget_needless(const llvm::Function& function, bool some_are_in_bounds) {
  const auto found = watches_.find(&function);
  if (found == watches_.end()) return;
  for (const std::unique_ptr<Watch>& watch : found->second) {
    watch->forget_if_unreachable();
    if (some_are_in_bounds) watch->forget_if_in_bounds();
  }
}

std::vector<LostAccess> AccessAudit::lost() const {
  std::vector<LostAccess> accesses;
  for (const llvm::Function& function : ir_) {
    const auto found = watches_.find(&function);
    if (found == watches_.end()) continue;
    std::optional<Sites> others;
    for (const std::unique_ptr<Watch>& watch : found->second) {
      if (!watch->is_deleted()) continue;
      if (!others) others = list_sites_of_others(function);
      if (!others->contains(watch->wasm_offset())) accesses.push_back({function.getName().str(), watch->wasm_offset()});
    }
  }
  return accesses;
}

}  // namespace wasmc
