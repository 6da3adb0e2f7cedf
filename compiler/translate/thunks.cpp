#include "compiler/translate/thunks.h"

#include <algorithm>

namespace wasmc {

namespace {

// Thunks belong to no instruction.
constexpr Site thunk_site(TrapCode code) { return {0, code}; }

llvm::Value* slot(PartitionContext& context, llvm::IRBuilder<>& builder, llvm::Value* values, size_t index) {
  return context.address(builder, values, index * sizeof(Value));
}

llvm::Value* load_slot(PartitionContext& context, llvm::IRBuilder<>& builder, llvm::Value* values, size_t index,
                       ValueType type) {
  return builder.CreateAlignedLoad(context.type(type), slot(context, builder, values, index), llvm::Align(16));
}

void store_slot(PartitionContext& context, llvm::IRBuilder<>& builder, llvm::Value* values, size_t index,
                llvm::Value* value) {
  builder.CreateAlignedStore(value, slot(context, builder, values, index), llvm::Align(16));
}

}  // namespace

std::string entry_thunk_name(uint32_t type_index) { return "entry" + std::to_string(type_index); }
std::string host_thunk_name(uint32_t type_index) { return "host" + std::to_string(type_index); }
std::string ordinary_thunk_name(uint32_t function) { return "ordinary" + std::to_string(function); }

void make_entry_thunk(PartitionContext& context, uint32_t type_index) {
  const FunctionType& type = context.module().types[type_index].function;
  llvm::Type* none = llvm::Type::getVoidTy(context.llvm_context);
  llvm::FunctionType* thunk_type =
      llvm::FunctionType::get(none, {context.pointer, context.pointer, context.pointer}, false);
  llvm::Function* thunk = context.create_function(thunk_type, entry_thunk_name(type_index), llvm::CallingConv::C);
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(context.llvm_context, "entry", thunk));
  llvm::Value* values = thunk->getArg(2);

  std::vector<llvm::Value*> arguments;
  for (size_t i = 0; i < type.params.size(); ++i) {
    arguments.push_back(load_slot(context, builder, values, i, type.params[i]));
  }
  const std::vector<llvm::Value*> results =
      context.call(builder, {type_index, thunk->getArg(1), thunk->getArg(0)}, arguments, {});
  for (size_t i = 0; i < results.size(); ++i) store_slot(context, builder, values, i, results[i]);
  builder.CreateRetVoid();
}

void make_host_thunk(PartitionContext& context, uint32_t type_index) {
  const Signature& signature = context.signature(type_index);
  const FunctionType& type = context.module().types[type_index].function;
  llvm::Function* thunk = context.create_function(signature, host_thunk_name(type_index));
  if (context_in_swiftself(context.facts.architecture)) thunk->addParamAttr(0, llvm::Attribute::SwiftSelf);
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(context.llvm_context, "entry", thunk));
  llvm::Value* binding = thunk->getArg(0);

  const size_t slots = std::max<size_t>({type.params.size(), type.results.size(), 1});
  llvm::AllocaInst* values = builder.CreateAlloca(context.i8, builder.getInt64(slots * sizeof(Value)));
  values->setAlignment(llvm::Align(alignof(Value)));
  context.check_stack(builder, context.address(builder, binding, offsetof(HostBinding, stack_limit)),
                      thunk_site(TrapCode::stack_exhausted));
  const std::vector<llvm::Value*> params = context.receive_parameters(builder, type_index, Convention::ordinary);
  for (size_t i = 0; i < params.size(); ++i) store_slot(context, builder, values, i, params[i]);
  llvm::Value* code = context.load_constant_field(builder, binding, offsetof(HostBinding, call), "host.call");
  llvm::FunctionType* host_type = llvm::FunctionType::get(context.i32, {context.pointer, context.pointer}, false);
  llvm::CallInst* failed = builder.CreateCall(host_type, code, {binding, values});
  context.trap_if(builder, builder.CreateIsNotNull(failed), thunk_site(TrapCode::host));
  std::vector<llvm::Value*> results;
  for (size_t i = 0; i < type.results.size(); ++i) {
    results.push_back(load_slot(context, builder, values, i, type.results[i]));
  }
  context.return_results(builder, type_index, results);
}

void make_ordinary_thunk(PartitionContext& context, uint32_t function) {
  const uint32_t type_index = context.module().functions[function].type_index;
  llvm::Function* thunk = context.create_function(context.signature(type_index), ordinary_thunk_name(function));
  context.mark_context(*thunk);
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(context.llvm_context, "entry", thunk));
  const std::vector<llvm::Value*> params = context.receive_parameters(builder, type_index, Convention::ordinary);
  const Callee callee{type_index, context.function(function), thunk->getArg(0), Convention::tail};
  context.return_call(builder, Convention::ordinary, callee, params, {});
}

}  // namespace wasmc
