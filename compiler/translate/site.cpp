#include "compiler/translate/site.h"

#include <array>
#include <cstring>

#include <llvm/ADT/STLExtras.h>
#include <llvm/IR/LLVMContext.h>

namespace wasmc {

namespace {

constexpr size_t name_length = 5;                            // the offset, then the code
constexpr llvm::StringLiteral in_bounds_name = "in bounds";  // not of that length

// LLVM has scopes of its own, which are known by themselves in place of a name: those of loops that it has versioned.
const llvm::MDString* name_of_scope(const llvm::MDOperand& operand) {
  const auto* scope = llvm::dyn_cast_or_null<llvm::MDNode>(operand);
  if (scope == nullptr || scope->getNumOperands() != 2) return nullptr;
  return llvm::dyn_cast_or_null<llvm::MDString>(scope->getOperand(0));
}

std::optional<Site> site_of_scope(const llvm::MDOperand& scope) {
  const llvm::MDString* name = name_of_scope(scope);
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
    if (const std::optional<Site> site = site_of_scope(operand)) visit(*site);
  }
}

// A scope is known by its name and not by a node of its own, so that inlining, which clones scopes and domains, gives
// the same ones: those of two domains could not be combined when accesses are.
void set_scope(llvm::Instruction& access, llvm::StringRef name, llvm::Metadata* domain) {
  llvm::LLVMContext& context = access.getContext();
  llvm::MDNode* scope = llvm::MDNode::get(context, {llvm::MDString::get(context, name), domain});
  access.setMetadata(llvm::LLVMContext::MD_alias_scope, llvm::MDNode::get(context, scope));
}

}  // namespace

void mark_site(llvm::Instruction& access, llvm::MDNode* domain, Site site) {
  std::array<char, name_length> name;
  std::memcpy(name.data(), &site.wasm_offset, sizeof(site.wasm_offset));
  name[4] = static_cast<char>(site.code);
  set_scope(access, llvm::StringRef(name.data(), name.size()), domain);
}

void mark_in_bounds(llvm::Instruction& access) {
  const llvm::MDNode* scopes = access.getMetadata(llvm::LLVMContext::MD_alias_scope);
  set_scope(access, in_bounds_name, llvm::cast<llvm::MDNode>(scopes->getOperand(0))->getOperand(1));
}

bool are_in_bounds(const llvm::MDNode* scopes) {
  if (scopes == nullptr || site_of_scopes(scopes)) return false;
  return llvm::any_of(scopes->operands(), [](const llvm::MDOperand& operand) {
    const llvm::MDString* name = name_of_scope(operand);
    return name != nullptr && name->getString() == in_bounds_name;
  });
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

// (Every instruction is asked, and to look metadata up is slow.)
bool is_site(const llvm::Instruction& instruction) {
  return instruction.mayReadOrWriteMemory() &&
         site_of_scopes(instruction.getMetadata(llvm::LLVMContext::MD_alias_scope)).has_value();
}

uint64_t encode_cookie(Site site) { return (static_cast<uint64_t>(site.code) << 32) | site.wasm_offset; }

Site decode_cookie(uint64_t cookie) {
  return {static_cast<uint32_t>(cookie), static_cast<TrapCode>(static_cast<uint8_t>(cookie >> 32))};
}

}  // namespace wasmc
