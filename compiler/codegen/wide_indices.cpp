#include "compiler/codegen/wide_indices.h"

#include <memory>
#include <utility>

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/MapVector.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/CodeGen/Passes.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>

#include "compiler/codegen/register_pass.h"

namespace wasmc {

namespace {

bool is_extension(const llvm::User* user) {
  return llvm::isa<llvm::ZExtInst>(user) && user->getType()->isIntegerTy(64);
}

// Computed by an instruction that writes a register of 32 bits, and so sets the upper half to zero.
bool extends_for_nothing(const llvm::Value& value) {
  return llvm::isa<llvm::BinaryOperator, llvm::LoadInst, llvm::SelectInst, llvm::SExtInst, llvm::ZExtInst,
                   llvm::IntrinsicInst>(value);
}

bool is_extended_elsewhere(const llvm::Instruction& value) {
  return llvm::any_of(value.users(), [&](const llvm::User* user) {
    return is_extension(user) && llvm::cast<llvm::Instruction>(user)->getParent() != value.getParent();
  });
}

void replace_extensions(llvm::Value& value, llvm::Value& extended) {
  for (llvm::User* user : llvm::make_early_inc_range(value.users())) {
    if (!is_extension(user) || user == &extended) continue;
    user->replaceAllUsesWith(&extended);
    llvm::cast<llvm::Instruction>(user)->eraseFromParent();
  }
}

class Indices {
 public:
  explicit Indices(llvm::Function& function) : wide_(llvm::Type::getInt64Ty(function.getContext())) {
    llvm::SmallVector<llvm::PHINode*> found;
    for (llvm::Instruction& value : llvm::instructions(function)) {
      if (!value.getType()->isIntegerTy(32)) continue;
      auto* phi = llvm::dyn_cast<llvm::PHINode>(&value);
      if (phi != nullptr && llvm::any_of(phi->users(), is_extension)) found.push_back(phi);
      if (extends_for_nothing(value) && is_extended_elsewhere(value)) used_elsewhere_.push_back(&value);
    }
    while (!found.empty()) add(*found.pop_back_val(), found);
  }

  [[nodiscard]] bool widen() {
    for (const auto& [phi, wide] : phis_) fill(*phi, *wide);
    for (const auto& [phi, wide] : phis_) replace(*phi, *wide);
    for (const auto& [phi, wide] : phis_) phi->eraseFromParent();
    for (llvm::Instruction* value : used_elsewhere_) replace_extensions(*value, *extend_behind(*value));
    return !phis_.empty() || !used_elsewhere_.empty();
  }

 private:
  // The phi, and those of its values that are phis themselves: to extend them would take an instruction in each.
  void add(llvm::PHINode& phi, llvm::SmallVectorImpl<llvm::PHINode*>& found) {
    llvm::PHINode*& wide = phis_[&phi];
    if (wide != nullptr) return;
    wide = llvm::PHINode::Create(wide_, phi.getNumIncomingValues(), "", phi.getIterator());
    for (llvm::Value* value : phi.incoming_values()) {
      if (auto* source = llvm::dyn_cast<llvm::PHINode>(value)) found.push_back(source);
    }
  }

  void fill(const llvm::PHINode& phi, llvm::PHINode& wide) {
    for (unsigned i = 0; i < phi.getNumIncomingValues(); ++i) {
      llvm::BasicBlock* block = phi.getIncomingBlock(i);
      wide.addIncoming(extend(*phi.getIncomingValue(i), *block), block);
    }
  }

  llvm::Value* extend(llvm::Value& value, llvm::BasicBlock& user) {
    if (auto* phi = llvm::dyn_cast<llvm::PHINode>(&value)) return phis_[phi];
    if (extends_for_nothing(value)) return extend_behind(llvm::cast<llvm::Instruction>(value));
    // Once for all edges from the block: a phi may not have different values for two cases of one switch.
    llvm::Value*& extended = extended_at_end_[{&value, &user}];
    if (extended == nullptr) extended = llvm::IRBuilder<>(user.getTerminator()).CreateZExt(&value, wide_);
    return extended;
  }

  llvm::Value* extend_behind(llvm::Instruction& value) {
    llvm::Value*& extended = extended_[&value];
    if (extended == nullptr) extended = llvm::IRBuilder<>(value.getNextNode()).CreateZExt(&value, wide_);
    return extended;
  }

  static void replace(llvm::PHINode& phi, llvm::PHINode& wide) {
    replace_extensions(phi, wide);
    if (phi.use_empty()) return;
    llvm::IRBuilder<> builder(phi.getParent(), phi.getParent()->getFirstInsertionPt());
    phi.replaceAllUsesWith(builder.CreateTrunc(&wide, phi.getType()));
  }

  llvm::Type* wide_;
  llvm::MapVector<llvm::PHINode*, llvm::PHINode*> phis_;
  llvm::SmallVector<llvm::Instruction*> used_elsewhere_;
  llvm::DenseMap<llvm::Instruction*, llvm::Value*> extended_;
  llvm::DenseMap<std::pair<llvm::Value*, llvm::BasicBlock*>, llvm::Value*> extended_at_end_;
};

class WidenIndices final : public llvm::FunctionPass {
 public:
  static char ID;
  WidenIndices() : FunctionPass(ID) {}

  [[nodiscard]] llvm::StringRef getPassName() const override { return "widen wasm indices"; }
  void getAnalysisUsage(llvm::AnalysisUsage& usage) const override { usage.setPreservesCFG(); }
  bool runOnFunction(llvm::Function& function) override { return widen_indices(function); }
};

char WidenIndices::ID = 0;

}  // namespace

bool widen_indices(llvm::Function& function) { return Indices(function).widen(); }

void add_widen_indices(llvm::TargetPassConfig& config, const llvm::Triple& triple) {
  if (!triple.isX86()) return;
  register_pass<WidenIndices>("widen wasm indices", "wasmc-widen-indices");
  // LLVM gives this pass no name that is public; its instances know their identity.
  const std::unique_ptr<llvm::FunctionPass> last_of_ir(llvm::createCodeGenPrepareLegacyPass());
  config.insertPass(last_of_ir->getPassID(), &WidenIndices::ID);
}

}  // namespace wasmc
