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
  for (const char* name : {"linear memory", "instance", "globals", "tables", "values"}) {
    region_tags_.push_back(make_region_tag(builder, root, name));
  }
  unlikely_ = builder.createUnlikelyBranchWeights();
  trap_assembly_ = llvm::InlineAsm::get(llvm::FunctionType::get(llvm::Type::getVoidTy(llvm_context), false),
                                        trap_instruction(facts.architecture), "~{memory}", /*hasSideEffects=*/true);
  signatures_.reserve(module().types.size());
  for (const DefinedType& type : module().types) {
    signatures_.push_back(lower_signature(llvm_context, type.function));
  }
}

llvm::MDNode* PartitionContext::make_region_tag(llvm::MDBuilder& builder, llvm::MDNode* root, const char* name) {
  llvm::MDNode* node = builder.createTBAAScalarTypeNode(name, root);
  return builder.createTBAAStructTagNode(node, node, 0);
}

const Signature& PartitionContext::signature(uint32_t type_index) { return signatures_[type_index]; }

// Not "f" + ..., of which GCC 12 warns for no reason.
std::string PartitionContext::function_name(uint32_t index) { return std::string("f").append(std::to_string(index)); }

llvm::Function* PartitionContext::function(uint32_t index) {
  llvm::Function*& known = functions_[index];
  if (known != nullptr) return known;
  known = create_function(signature(module().functions[index].type_index).type, function_name(index),
                          wasm_calling_convention(facts.architecture));
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
  llvm::MDBuilder builder(llvm_context);
  llvm::Metadata* size = builder.createConstant(llvm::ConstantInt::get(i64, bytes));
  load.setMetadata(llvm::LLVMContext::MD_nonnull, llvm::MDNode::get(llvm_context, {}));
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

std::vector<llvm::Value*> PartitionContext::call(llvm::IRBuilder<>& builder, uint32_t type_index, llvm::Value* code,
                                                 llvm::Value* context, llvm::ArrayRef<llvm::Value*> arguments,
                                                 llvm::DebugLoc location) {
  const Signature& lowered = signature(type_index);
  const FunctionType& type = module().types[type_index].function;
  std::vector<llvm::Value*> operands = {context};
  llvm::Value* area = nullptr;
  if (lowered.area_results != 0) {
    llvm::BasicBlock& entry = builder.GetInsertBlock()->getParent()->getEntryBlock();
    llvm::IRBuilder<> at_entry(&entry, entry.begin());
    llvm::AllocaInst* slots =
        at_entry.CreateAlloca(i8, builder.getInt64(uint64_t{lowered.area_results} * sizeof(wasmc::Value)));
    slots->setAlignment(llvm::Align(alignof(wasmc::Value)));
    area = slots;
    operands.push_back(area);
  }
  operands.insert(operands.end(), arguments.begin(), arguments.end());

  llvm::CallInst* call = builder.CreateCall(lowered.type, code, operands);
  call->setCallingConv(wasm_calling_convention(facts.architecture));
  call->setDoesNotThrow();
  call->setDebugLoc(location);
  mark_context(*call);

  std::vector<llvm::Value*> results;
  for (size_t i = 0; i < type.results.size(); ++i) {
    const Signature::ResultPlace place = lowered.results[i];
    if (!place.in_register) {
      llvm::Value* slot = address(builder, area, uint64_t{place.index} * sizeof(wasmc::Value));
      llvm::LoadInst* load = builder.CreateAlignedLoad(this->type(type.results[i]), slot, llvm::Align(16));
      mark_region(*load, Region::values);
      results.push_back(load);
    } else if (lowered.register_results == 1) {
      results.push_back(call);
    } else {
      results.push_back(builder.CreateExtractValue(call, place.index));
    }
  }
  return results;
}

void PartitionContext::return_results(llvm::IRBuilder<>& builder, uint32_t type_index,
                                      llvm::ArrayRef<llvm::Value*> results) {
  const Signature& lowered = signature(type_index);
  llvm::Function* function = builder.GetInsertBlock()->getParent();
  llvm::Value* returned = nullptr;
  if (lowered.register_results > 1) returned = llvm::PoisonValue::get(function->getReturnType());
  for (size_t i = 0; i < results.size(); ++i) {
    const Signature::ResultPlace place = lowered.results[i];
    if (!place.in_register) {
      llvm::Value* slot = address(builder, function->getArg(1), uint64_t{place.index} * sizeof(wasmc::Value));
      mark_region(*builder.CreateAlignedStore(results[i], slot, llvm::Align(16)), Region::values);
    } else if (lowered.register_results == 1) {
      returned = results[i];
    } else {
      returned = builder.CreateInsertValue(returned, results[i], place.index);
    }
  }
  returned == nullptr ? builder.CreateRetVoid() : builder.CreateRet(returned);
}

}  // namespace wasmc
