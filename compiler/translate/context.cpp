#include "compiler/translate/context.h"

#include <llvm/IR/InlineAsm.h>

#include "compiler/codegen/canonical_nans.h"

namespace wasmc {

namespace {

// The instruction that raises an illegal-instruction fault and that no assembler gives another meaning.
const char* trap_instruction(Architecture architecture) {
  switch (architecture) {
    case Architecture::x86_64: return "ud2";
    case Architecture::aarch64: return "udf #0";
    case Architecture::riscv64: return "unimp";
  }
  return nullptr;
}

const char* stack_pointer_name(Architecture architecture) {
  return architecture == Architecture::x86_64 ? "rsp" : "sp";
}

}  // namespace

PartitionContext::PartitionContext(llvm::Module& ir_module, const ModuleFacts& module_facts,
                                   const PinnedAccesses& pinned)
    : facts(module_facts),
      ir(ir_module),
      llvm_context(ir_module.getContext()),
      i8(llvm::Type::getInt8Ty(llvm_context)),
      i32(llvm::Type::getInt32Ty(llvm_context)),
      i64(llvm::Type::getInt64Ty(llvm_context)),
      pointer(llvm::PointerType::get(llvm_context, 0)),
      pinned_(pinned),
      debug_(ir_module) {
  // Positions are bytes of the binary, "lines" of one file; no debug information is emitted for them.
  debug_file_ = debug_.createFile("module.wasm", "");
  debug_.createCompileUnit(llvm::DISourceLanguageName(llvm::dwarf::DW_LANG_C), debug_file_, "", true, "", 0, "",
                           llvm::DICompileUnit::NoDebug);
  debug_type_ = debug_.createSubroutineType(debug_.getOrCreateTypeArray({}));
  ir.addModuleFlag(llvm::Module::Warning, "Debug Info Version", llvm::DEBUG_METADATA_VERSION);
  ir.setRtLibUseGOT();

  llvm::MDBuilder builder(llvm_context);
  site_domain_ = llvm::MDNode::get(llvm_context, llvm::MDString::get(llvm_context, "sites"));
  llvm::MDNode* root = builder.createTBAARoot("wasm");
  for (const char* name : region_names) region_tags_.push_back(make_region_tag(builder, root, name));
  unlikely_ = builder.createUnlikelyBranchWeights();
  trap_assembly_ = llvm::InlineAsm::get(llvm::FunctionType::get(llvm::Type::getVoidTy(llvm_context), false),
                                        trap_instruction(facts.architecture), "~{memory}", /*hasSideEffects=*/true);
  signatures_.reserve(module().types.size());
  for (const DefinedType& type : module().types) {
    signatures_.push_back(lower_signature(llvm_context, type.function, facts.architecture, Convention::ordinary));
    if (!facts.has_tail_calls()) continue;
    tail_signatures_.push_back(lower_signature(llvm_context, type.function, facts.architecture, Convention::tail));
  }
}

llvm::MDNode* PartitionContext::make_region_tag(llvm::MDBuilder& builder, llvm::MDNode* root, const char* name) {
  llvm::MDNode* node = builder.createTBAAScalarTypeNode(name, root);
  return builder.createTBAAStructTagNode(node, node, 0);
}

const Signature& PartitionContext::signature(uint32_t type_index, Convention convention) const {
  return convention == Convention::tail ? tail_signatures_[type_index] : signatures_[type_index];
}

Convention PartitionContext::convention_of(uint32_t function) const {
  return facts.makes_tail_calls(function) ? Convention::tail : Convention::ordinary;
}

// Not "f" + ..., of which GCC 12 warns for no reason.
std::string PartitionContext::function_name(uint32_t index) { return std::string("f").append(std::to_string(index)); }

llvm::Function* PartitionContext::function(uint32_t index) {
  llvm::Function*& known = functions_[index];
  if (known != nullptr) return known;
  known = create_function(signature(module().functions[index].type_index, convention_of(index)), function_name(index));
  mark_context(*known);
  return known;
}

llvm::Function* PartitionContext::define_function(uint32_t index) {
  llvm::Function* defined = function(index);
  defined->setSubprogram(debug_.createFunction(debug_file_, defined->getName(), defined->getName(), debug_file_, 0,
                                               debug_type_, 0, llvm::DINode::FlagZero,
                                               llvm::DISubprogram::SPFlagDefinition));
  return defined;
}

llvm::Function* PartitionContext::create_function(llvm::FunctionType* type, const std::string& name,
                                                  llvm::CallingConv::ID convention) {
  llvm::Function* function = llvm::Function::Create(type, llvm::GlobalValue::ExternalLinkage, name, ir);
  function->setCallingConv(convention);
  function->setVisibility(llvm::GlobalValue::HiddenVisibility);
  function->setDSOLocal(true);
  function->addFnAttr(llvm::Attribute::NoUnwind);
  // A null reference is read on purpose: the fault is the trap.
  function->addFnAttr(llvm::Attribute::NullPointerIsValid);
  function->addFnAttr("probe-stack", "inline-asm");
  // A loop turned into memset would fault at an address and a position of the library's.
  function->addFnAttr("no-builtins");
  if (facts.deterministic) function->addFnAttr(canonical_nans_attribute);
  return function;
}

llvm::Function* PartitionContext::create_function(const Signature& signature, const std::string& name) {
  return create_function(signature.type, name, signature.convention);
}

void PartitionContext::mark_context(llvm::Function& function) {
  llvm::AttrBuilder attributes(llvm_context);
  attributes.addAttribute(llvm::Attribute::NonNull).addAttribute(llvm::Attribute::NoUndef);
  attributes.addAlignmentAttr(16).addDereferenceableAttr(layout().size());
  if (context_in_swiftself(facts.architecture)) attributes.addAttribute(llvm::Attribute::SwiftSelf);
  function.addParamAttrs(0, attributes);
}

void PartitionContext::mark_context(llvm::CallInst& call) {
  if (context_in_swiftself(facts.architecture)) call.addParamAttr(0, llvm::Attribute::SwiftSelf);
}

void PartitionContext::mark_region(llvm::Instruction& access, Region region) {
  access.setMetadata(llvm::LLVMContext::MD_tbaa, region_tags_[static_cast<size_t>(region)]);
}

void PartitionContext::mark_constant(llvm::LoadInst& load) {
  load.setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(llvm_context, {}));
}

void PartitionContext::mark_dereferenceable(llvm::LoadInst& load, uint64_t bytes) {
  load.setMetadata(llvm::LLVMContext::MD_nonnull, llvm::MDNode::get(llvm_context, {}));
  if (bytes == 0) return;
  llvm::MDBuilder builder(llvm_context);
  llvm::Metadata* size = builder.createConstant(llvm::ConstantInt::get(i64, bytes));
  load.setMetadata(llvm::LLVMContext::MD_dereferenceable, llvm::MDNode::get(llvm_context, size));
}

llvm::DebugLoc PartitionContext::location(const llvm::Function& function, uint32_t wasm_offset) {
  llvm::DISubprogram* subprogram = function.getSubprogram();
  if (subprogram == nullptr) return {};
  return llvm::DILocation::get(llvm_context, wasm_offset, 0, subprogram);
}

void PartitionContext::mark_site(llvm::Instruction& access, Site site) {
  wasmc::mark_site(access, site_domain_, site);
  access.setDebugLoc(location(*access.getFunction(), site.wasm_offset));
  if (!pinned_.contains(site.wasm_offset)) return;
  if (auto* load = llvm::dyn_cast<llvm::LoadInst>(&access)) load->setVolatile(true);
  if (auto* store = llvm::dyn_cast<llvm::StoreInst>(&access)) store->setVolatile(true);
}

void PartitionContext::mark_every_access(llvm::Instruction& access, Site site) {
  mark_site(access, site);
  const llvm::DebugLoc place = access.getDebugLoc();
  access.setDebugLoc(llvm::DILocation::get(llvm_context, place.getLine(), every_access_column, place.getScope()));
}

llvm::Value* PartitionContext::address(llvm::IRBuilder<>& builder, llvm::Value* base, uint64_t offset) {
  if (offset == 0) return base;
  return builder.CreateGEP(i8, base, builder.getInt64(offset), "", llvm::GEPNoWrapFlags::noUnsignedWrap());
}

llvm::LoadInst* PartitionContext::load_constant_field(llvm::IRBuilder<>& builder, llvm::Value* context, uint64_t offset,
                                                      const llvm::Twine& name) {
  llvm::LoadInst* load = builder.CreateAlignedLoad(pointer, address(builder, context, offset), llvm::Align(8), name);
  mark_region(*load, Region::instance);
  mark_constant(*load);
  return load;
}

void PartitionContext::trap(llvm::IRBuilder<>& builder, Site site) {
  llvm::CallInst* call = builder.CreateCall(trap_assembly_);
  call->setDoesNotThrow();
  call->setDoesNotReturn();
  call->addFnAttr(llvm::Attribute::NoMerge);
  call->addFnAttr(llvm::Attribute::Cold);
  llvm::Metadata* cookie = llvm::ConstantAsMetadata::get(builder.getInt64(encode_cookie(site)));
  call->setMetadata("srcloc", llvm::MDNode::get(llvm_context, cookie));
  call->setDebugLoc(location(*call->getFunction(), site.wasm_offset));
  builder.CreateUnreachable();
}

void PartitionContext::trap_if(llvm::IRBuilder<>& builder, llvm::Value* condition, Site site) {
  llvm::Function* function = builder.GetInsertBlock()->getParent();
  auto* trapping = llvm::BasicBlock::Create(llvm_context, "trap", function);
  auto* continued = llvm::BasicBlock::Create(llvm_context, "", function);
  builder.CreateCondBr(condition, trapping, continued, unlikely_);
  builder.SetInsertPoint(trapping);
  trap(builder, site);
  builder.SetInsertPoint(continued);
}

void PartitionContext::check_stack(llvm::IRBuilder<>& builder, llvm::Value* limit_field, Site site) {
  llvm::LoadInst* limit_address = builder.CreateAlignedLoad(pointer, limit_field, llvm::Align(8));
  mark_constant(*limit_address);
  llvm::LoadInst* limit = builder.CreateAlignedLoad(i64, limit_address, llvm::Align(8));
  llvm::Metadata* name = llvm::MDString::get(llvm_context, stack_pointer_name(facts.architecture));
  llvm::Value* register_name = llvm::MetadataAsValue::get(llvm_context, llvm::MDNode::get(llvm_context, name));
  llvm::Value* stack_pointer = builder.CreateIntrinsic(llvm::Intrinsic::read_register, {i64}, {register_name});
  trap_if(builder, builder.CreateICmpULT(stack_pointer, limit), site);
}

}  // namespace wasmc
