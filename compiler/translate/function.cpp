#include "compiler/translate/function.h"

namespace wasmc {

FunctionTranslator::FunctionTranslator(PartitionContext& context, uint32_t function_index)
    : context_(context),
      convention_(context.convention_of(function_index)),
      function_(context.define_function(function_index)),
      builder_(llvm::BasicBlock::Create(context.llvm_context, "entry", function_)),
      vmctx_(function_->getArg(0)),
      type_index_(module().functions[function_index].type_index),
      memory_bases_(module().memories.size()),
      memory_states_(module().memories.size()) {
  const FunctionType& type = module().types[type_index_].function;
  for (llvm::Value* param : context.receive_parameters(builder_, type_index_, convention_)) {
    locals_.push_back({param->getType(), builder_.CreateAlloca(param->getType())});
    builder_.CreateStore(param, locals_.back().place);
  }
  push_frame(Frame::Kind::function, {{}, type.results});
}

void FunctionTranslator::declare_locals(uint32_t count, ValueType type) {
  locals_.insert(locals_.end(), count, {context_.type(type), nullptr});
}

llvm::AllocaInst* FunctionTranslator::local(uint32_t index) {
  Local& used = locals_[index];
  if (used.place == nullptr) {
    llvm::BasicBlock& entry = function_->getEntryBlock();
    llvm::IRBuilder<> at_entry(&entry, entry.begin());
    used.place = at_entry.CreateAlloca(used.type);
    at_entry.CreateStore(llvm::Constant::getNullValue(used.type), used.place);
  }
  return used.place;
}

llvm::Value* FunctionTranslator::pop() {
  llvm::Value* value = stack_.back();
  stack_.pop_back();
  return value;
}

std::vector<llvm::Value*> FunctionTranslator::pop_many(size_t count) {
  std::vector<llvm::Value*> values(stack_.end() - static_cast<ptrdiff_t>(count), stack_.end());
  stack_.resize(stack_.size() - count);
  return values;
}

void FunctionTranslator::push_many(const std::vector<llvm::Value*>& values) {
  stack_.insert(stack_.end(), values.begin(), values.end());
}

}  // namespace wasmc
