#include "compiler/translate/bounds_check.h"

#include <llvm/IR/Constants.h>
#include <llvm/IR/PatternMatch.h>

namespace wasmc {

namespace {

constexpr const char* metadata_name = "wasm.bounds";

llvm::Metadata* number(llvm::LLVMContext& context, uint64_t value) {
  return llvm::ConstantAsMetadata::get(llvm::ConstantInt::get(llvm::Type::getInt64Ty(context), value));
}

uint64_t operand(const llvm::MDNode& node, unsigned index) {
  return llvm::mdconst::extract<llvm::ConstantInt>(node.getOperand(index))->getZExtValue();
}

// The index in (zext index) + last, where the sum with 0 may be left out.
llvm::Value* index_in_sum(llvm::Value* sum, uint64_t last) {
  using namespace llvm::PatternMatch;
  llvm::Value* index = nullptr;
  if (match(sum, m_Add(m_ZExt(m_Value(index)), m_SpecificInt(last)))) return index;
  return last == 0 && match(sum, m_ZExt(m_Value(index))) ? index : nullptr;
}

}  // namespace

void mark_bounds_check(llvm::Value& condition, const BoundsCheck& check) {
  auto* compare = llvm::dyn_cast<llvm::ICmpInst>(&condition);
  if (compare == nullptr) return;
  llvm::LLVMContext& context = compare->getContext();
  const bool is_64 = check.index->getType()->isIntegerTy(64);
  compare->setMetadata(metadata_name,
                       llvm::MDNode::get(context, {number(context, check.memory), number(context, check.last),
                                                   number(context, is_64 ? 1 : 0)}));
}

std::optional<BoundsCheck> bounds_check_of(const llvm::BasicBlock& block) {
  const auto* branch = llvm::dyn_cast<llvm::BranchInst>(block.getTerminator());
  if (branch == nullptr || !branch->isConditional()) return std::nullopt;
  const auto* compare = llvm::dyn_cast<llvm::ICmpInst>(branch->getCondition());
  const llvm::MDNode* facts = compare == nullptr ? nullptr : compare->getMetadata(metadata_name);
  if (facts == nullptr || compare->getPredicate() != llvm::CmpInst::ICMP_UGE) return std::nullopt;
  if (!llvm::isa<llvm::UnreachableInst>(branch->getSuccessor(0)->getTerminator())) return std::nullopt;
  BoundsCheck check{static_cast<uint32_t>(operand(*facts, 0)), compare->getOperand(0), operand(*facts, 1)};
  if (operand(*facts, 2) == 0) check.index = index_in_sum(check.index, check.last);
  return check.index == nullptr ? std::nullopt : std::optional(check);
}

}  // namespace wasmc
