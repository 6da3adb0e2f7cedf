#include "compiler/translate/site.h"

#include <doctest/doctest.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include "tests/unit/parsed_function.h"

using namespace wasmc;

TEST_CASE("cookies hold offset and code") {
  const Site site = decode_cookie(encode_cookie({0xfffffffe, TrapCode::integer_overflow}));
  CHECK(site.wasm_offset == 0xfffffffe);
  CHECK(site.code == TrapCode::integer_overflow);
}

TEST_CASE("alias scopes hold the sites of merged accesses") {
  llvm::LLVMContext context;
  llvm::Module module("test", context);
  llvm::Function* function = llvm::Function::Create(llvm::FunctionType::get(llvm::Type::getVoidTy(context), false),
                                                    llvm::GlobalValue::ExternalLinkage, "f", module);
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(context, "", function));
  llvm::Value* address = llvm::ConstantPointerNull::get(builder.getPtrTy());
  llvm::LoadInst* first = builder.CreateLoad(builder.getInt32Ty(), address);
  llvm::LoadInst* second = builder.CreateLoad(builder.getInt32Ty(), address);
  CHECK_FALSE(is_site(*first));

  llvm::MDNode* domain = llvm::MDNode::get(context, llvm::MDString::get(context, "sites"));
  mark_site(*first, domain, {10, TrapCode::memory_out_of_bounds});
  mark_site(*second, domain, {0, TrapCode::uninitialized_element});
  CHECK(is_site(*first));
  llvm::MDNode* merged = llvm::MDNode::getMostGenericAliasScope(first->getMetadata(llvm::LLVMContext::MD_alias_scope),
                                                                second->getMetadata(llvm::LLVMContext::MD_alias_scope));
  const std::vector<Site> sites = sites_of_scopes(merged);
  REQUIRE(sites.size() == 2);
  CHECK(sites[0].wasm_offset + sites[1].wasm_offset == 10);
  CHECK(site_of_scopes(merged)->wasm_offset == 0);
  CHECK(sites_of_scopes(nullptr).empty());
}

TEST_CASE("an access that is in bounds is no site, until it is made one with another") {
  ParsedFunction parsed(used_and_unused);
  llvm::Instruction& first = parsed.instruction(0);
  llvm::Instruction& second = parsed.instruction(1);
  const auto scopes_of = [](const llvm::Instruction& access) {
    return access.getMetadata(llvm::LLVMContext::MD_alias_scope);
  };
  CHECK_FALSE(are_in_bounds(scopes_of(first)));
  CHECK_FALSE(are_in_bounds(nullptr));
  mark_in_bounds(first);
  CHECK_FALSE(is_site(first));
  CHECK(are_in_bounds(scopes_of(first)));
  llvm::MDNode* merged = llvm::MDNode::getMostGenericAliasScope(scopes_of(first), scopes_of(second));
  CHECK_FALSE(are_in_bounds(merged));
  CHECK(sites_of_scopes(merged).size() == 1);
}
