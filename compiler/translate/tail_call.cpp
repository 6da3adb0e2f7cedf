// Tail calls (section 4.6.11): the callee takes the place of the caller, so that an endless chain of them needs no more
// stack than one.
#include "compiler/translate/function.h"

namespace wasmc {

void FunctionTranslator::return_call_code(const Callee& callee, llvm::ArrayRef<llvm::Value*> arguments) {
  context_.return_call(builder_, convention_, callee, arguments, context_.location(*function_, offset_));
}

// Whether the callee makes tail calls itself is known only when it is called.
void FunctionTranslator::return_call_either(uint32_t type_index, llvm::Value* tail_code, llvm::Value* code,
                                            llvm::Value* context) {
  const std::vector<llvm::Value*> arguments = pop_many(context_.function_type(type_index).params.size());
  llvm::BasicBlock* replace = new_block("tail");
  llvm::BasicBlock* call = new_block("");
  builder_.CreateCondBr(builder_.CreateIsNotNull(tail_code), replace, call);
  builder_.SetInsertPoint(replace);
  return_call_code({type_index, tail_code, context, Convention::tail}, arguments);
  builder_.SetInsertPoint(call);
  return_call_code({type_index, code, context}, arguments);
  become_unreachable();
}

void FunctionTranslator::return_call_reference(uint32_t type_index, llvm::Value* reference,
                                               std::optional<Site> null_site) {
  llvm::Value* tail_code = reference_field(reference, offsetof(FuncRef, tail_code), "callee.tail_code", null_site);
  llvm::Value* code = reference_field(reference, offsetof(FuncRef, code), "callee.code", null_site);
  llvm::Value* context = reference_field(reference, offsetof(FuncRef, context), "callee.context", null_site);
  return_call_either(type_index, tail_code, code, context);
}

void FunctionTranslator::return_call(const FunctionIndex& immediate) {
  const uint32_t index = immediate.index;
  const uint32_t type_index = module().functions[index].type_index;
  if (module().functions[index].imported) {
    llvm::Value* tail_code = import_field(index, offsetof(VmFunctionImport, tail_code), "import.tail_code");
    llvm::Value* code = import_field(index, offsetof(VmFunctionImport, code), "import.code");
    llvm::Value* context = import_field(index, offsetof(VmFunctionImport, context), "import.context");
    return return_call_either(type_index, tail_code, code, context);
  }
  const std::vector<llvm::Value*> arguments = pop_many(context_.function_type(type_index).params.size());
  return_call_code({type_index, context_.function(index), vmctx_, context_.convention_of(index)}, arguments);
  become_unreachable();
}

void FunctionTranslator::return_call_indirect(const CallIndirect& immediate) {
  return_call_reference(immediate.type_index, indirect_callee(immediate), std::nullopt);
}

void FunctionTranslator::return_call_ref(const TypeIndex& immediate) {
  return_call_reference(immediate.index, pop(), site(TrapCode::null_function_reference));
}

}  // namespace wasmc
