// Blocks, branches, locals and the other instructions that make no code of their own (section 3.4.1 and following).
#include "compiler/translate/function.h"

namespace wasmc {

FunctionTranslator::BlockSignature FunctionTranslator::signature_of(const BlockType& type) const {
  switch (type.form) {
    case BlockType::Form::empty: return {};
    case BlockType::Form::value: return {{}, {type.value}};
    case BlockType::Form::type_index: break;
  }
  const FunctionType& function = module().types[type.type_index].function;
  return {function.params, function.results};
}

llvm::BasicBlock* FunctionTranslator::new_block(const char* name) {
  return llvm::BasicBlock::Create(context_.llvm_context, name, function_);
}

std::vector<llvm::PHINode*> FunctionTranslator::make_phis(llvm::BasicBlock* block,
                                                          const std::vector<ValueType>& types) {
  std::vector<llvm::PHINode*> phis;
  for (ValueType type : types) phis.push_back(llvm::PHINode::Create(context_.type(type), 2, "", block));
  return phis;
}

void FunctionTranslator::push_frame(Frame::Kind kind, const BlockSignature& signature) {
  llvm::BasicBlock* end = new_block("end");
  Frame frame{
      kind, stack_.size() - signature.params.size(), end, make_phis(end, signature.results), nullptr, {}, nullptr, {}};
  frame.target = end;
  frame.target_values = frame.results;
  frames_.push_back(std::move(frame));
}

// Gives the topmost operands, which stay on the stack, to the phis of a block that the current one is about to jump to.
void FunctionTranslator::supply(const std::vector<llvm::PHINode*>& phis) {
  const size_t first = stack_.size() - phis.size();
  for (size_t i = 0; i < phis.size(); ++i) phis[i]->addIncoming(stack_[first + i], builder_.GetInsertBlock());
}

void FunctionTranslator::block(const BlockType& immediate) { push_frame(Frame::Kind::block, signature_of(immediate)); }

void FunctionTranslator::loop(const BlockType& immediate) {
  const BlockSignature signature = signature_of(immediate);
  push_frame(Frame::Kind::loop, signature);
  Frame& opened = frames_.back();
  opened.target = new_block("loop");
  opened.target_values = make_phis(opened.target, signature.params);
  supply(opened.target_values);
  builder_.CreateBr(opened.target);
  builder_.SetInsertPoint(opened.target);
  stack_.resize(opened.height);
  stack_.insert(stack_.end(), opened.target_values.begin(), opened.target_values.end());
}

void FunctionTranslator::if_(const BlockType& immediate) {
  llvm::Value* condition = builder_.CreateIsNotNull(pop());
  const BlockSignature signature = signature_of(immediate);
  push_frame(Frame::Kind::if_, signature);
  Frame& opened = frames_.back();
  opened.else_block = new_block("else");
  opened.else_parameters.assign(stack_.begin() + static_cast<ptrdiff_t>(opened.height), stack_.end());
  llvm::BasicBlock* then = new_block("then");
  builder_.CreateCondBr(condition, then, opened.else_block);
  builder_.SetInsertPoint(then);
}

void FunctionTranslator::else_() {
  Frame& current = frames_.back();
  if (reachable_) jump_to_end(current);
  builder_.SetInsertPoint(current.else_block);
  current.else_block = nullptr;
  stack_.resize(current.height);
  push_many(current.else_parameters);
  reachable_ = true;
}

void FunctionTranslator::jump_to_end(Frame& ended) {
  supply(ended.results);
  builder_.CreateBr(ended.end);
}

// An if without else: its parameters are its results.
void FunctionTranslator::finish_without_else(Frame& ended) {
  builder_.SetInsertPoint(ended.else_block);
  stack_.resize(ended.height);
  push_many(ended.else_parameters);
  jump_to_end(ended);
}

void FunctionTranslator::continue_after(Frame& ended) {
  stack_.resize(ended.height);
  if (ended.end->hasNPredecessorsOrMore(1)) {
    builder_.SetInsertPoint(ended.end);
    stack_.insert(stack_.end(), ended.results.begin(), ended.results.end());
    reachable_ = true;
  } else {
    ended.end->eraseFromParent();
    reachable_ = false;
  }
}

void FunctionTranslator::end() {
  Frame ended = std::move(frames_.back());
  if (reachable_) jump_to_end(ended);
  if (ended.else_block != nullptr) finish_without_else(ended);
  frames_.pop_back();
  continue_after(ended);
  if (ended.kind == Frame::Kind::function && reachable_) {
    context_.return_results(builder_, type_index_, pop_many(ended.results.size()));
  }
}

void FunctionTranslator::br(const Label& immediate) {
  Frame& target = frame(immediate.depth);
  supply(target.target_values);
  builder_.CreateBr(target.target);
  become_unreachable();
}

void FunctionTranslator::branch_if(llvm::Value* condition, uint32_t depth) {
  Frame& target = frame(depth);
  supply(target.target_values);
  llvm::BasicBlock* next = new_block("");
  builder_.CreateCondBr(condition, target.target, next);
  builder_.SetInsertPoint(next);
}

void FunctionTranslator::br_if(const Label& immediate) {
  llvm::Value* condition = builder_.CreateIsNotNull(pop());
  branch_if(condition, immediate.depth);
}

// The reference stays behind where it isn't null.
void FunctionTranslator::br_on_null(const Label& immediate) {
  llvm::Value* reference = pop();
  branch_if(builder_.CreateIsNull(reference), immediate.depth);
  push(reference);
}

// The reference goes along with the branch.
void FunctionTranslator::br_on_non_null(const Label& immediate) {
  branch_if(builder_.CreateIsNotNull(stack_.back()), immediate.depth);
  pop();
}

void FunctionTranslator::br_table(const BranchTable& immediate) {
  llvm::Value* index = pop();
  // A phi has one entry per edge, so each case supplies its target again.
  Frame& fallback = frame(immediate.default_target);
  supply(fallback.target_values);
  llvm::SwitchInst* branch =
      builder_.CreateSwitch(index, fallback.target, static_cast<unsigned>(immediate.targets.size()));
  uint32_t value = 0;
  for (uint32_t depth : immediate.targets) {
    Frame& target = frame(depth);
    if (depth != immediate.default_target) {
      supply(target.target_values);
      branch->addCase(builder_.getInt32(value), target.target);
    }
    ++value;
  }
  become_unreachable();
}

void FunctionTranslator::return_() { br({static_cast<uint32_t>(frames_.size() - 1)}); }

void FunctionTranslator::unreachable() {
  context_.trap(builder_, site(TrapCode::unreachable));
  become_unreachable();
}

void FunctionTranslator::nop() {}

void FunctionTranslator::drop() { pop(); }

void FunctionTranslator::select_value() {
  llvm::Value* condition = builder_.CreateIsNotNull(pop());
  llvm::Value* otherwise = pop();
  llvm::Value* chosen = pop();
  push(builder_.CreateSelect(condition, chosen, otherwise));
}

void FunctionTranslator::select() { select_value(); }
void FunctionTranslator::select_t(const SelectTypes&) { select_value(); }

void FunctionTranslator::local_get(const LocalIndex& immediate) {
  llvm::AllocaInst* place = local(immediate.index);
  push(builder_.CreateLoad(place->getAllocatedType(), place));
}

void FunctionTranslator::local_set(const LocalIndex& immediate) { builder_.CreateStore(pop(), local(immediate.index)); }

void FunctionTranslator::local_tee(const LocalIndex& immediate) {
  builder_.CreateStore(stack_.back(), local(immediate.index));
}

}  // namespace wasmc
