#include "compiler/translate/region.h"

#include <llvm/IR/LLVMContext.h>

namespace wasmc {

bool is_in_region(const llvm::Instruction& access, Region region) {
  const llvm::MDNode* tag = access.getMetadata(llvm::LLVMContext::MD_tbaa);
  const auto* type = tag == nullptr ? nullptr : llvm::dyn_cast<llvm::MDNode>(tag->getOperand(0));
  const auto* name = type == nullptr ? nullptr : llvm::dyn_cast<llvm::MDString>(type->getOperand(0));
  return name != nullptr && name->getString() == region_names[static_cast<size_t>(region)];
}

}  // namespace wasmc
