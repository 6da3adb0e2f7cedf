#include "compiler/translate/site.h"

#include <array>
#include <cstring>

#include <llvm/IR/LLVMContext.h>

namespace wasmc {

namespace {

constexpr size_t name_length = 5;  // the offset, then the code

std::optional<Site> site_of_scope(const llvm::MDNode& scope) {
  if (scope.getNumOperands() != 2) return std::nullopt;
  const auto* name = llvm::dyn_cast_or_null<llvm::MDString>(scope.getOperand(0));
  if (name == nullptr || name->getLength() != name_length) return std::nullopt;
  Site site;
  std::memcpy(&site.wasm_offset, name->getString().data(), sizeof(site.wasm_offset));
  site.code = static_cast<TrapCode>(name->getString()[4]);
  return site;
}

template <typename Visitor>
void for_each_site(const llvm::MDNode* scopes, Visitor visit) {
  if (scopes == nullptr) return;
  for (const llvm::MDOperand& operand : scopes->operands()) {
    const auto* scope = llvm::dyn_cast_or_null<llvm::MDNode>(operand);
    const std::optional<Site> site = scope == nullptr ? std::nullopt : site_of_scope(*scope);
    if (site) visit(*site);
  }
}

}  // namespace

void mark_site(llvm::Instruction& access, llvm::MDNode* domain, Site site) {
  llvm::LLVMContext& context = access.getContext();
  std::array<char, name_length> name;
  std::memcpy(name.data(), &site.wasm_offset, sizeof(site.wasm_offset));
  name[4] = static_cast<char>(site.code);
  // A scope is known by its name and not by a node of its own, so that inlining, which clones scopes and domains, gives
  // the same ones: those of two domains could not be combined when accesses are.
  llvm::MDNode* scope =
      llvm::MDNode::get(context, {llvm::MDString::get(context, llvm::StringRef(name.data(), name.size())), domain});
  access.setMetadata(llvm::LLVMContext::MD_alias_scope, llvm::MDNode::get(context, scope));
}

std::vector<Site> sites_of_scopes(const llvm::MDNode* scopes) {
  std::vector<Site> sites;
  for_each_site(scopes, [&](Site site) { sites.push_back(site); });
  return sites;
}

std::optional<Site> site_of_scopes(const llvm::MDNode* scopes) {
  std::optional<Site> first;
  for_each_site(scopes, [&](Site site) {
    if (!first || site.wasm_offset < first->wasm_offset) first = site;
  });
  return first;
}

// LLVM has scopes of its own: those of loops that it has versioned. (Every instruction is asked, and to look metadata
// up is slow.)
bool is_site(const llvm::Instruction& instruction) {
  return instruction.mayReadOrWriteMemory() &&
         site_of_scopes(instruction.getMetadata(llvm::LLVMContext::MD_alias_scope)).has_value();
}

uint64_t encode_cookie(Site site) { return (static_cast<uint64_t>(site.code) << 32) | site.wasm_offset; }

Site decode_cookie(uint64_t cookie) {
  return {static_cast<uint32_t>(cookie), static_cast<TrapCode>(static_cast<uint8_t>(cookie >> 32))};
}

}  // namespace wasmc
