// Calls (section 4.6.11; tail calls: tail_call.cpp) to functions, through tables and to the loader's builtins; globals.
#include <llvm/IR/Intrinsics.h>

#include "compiler/translate/function.h"

namespace wasmc {

namespace {

// The words of builtins.def as C++ types, from which the LLVM types follow.
using u32 = uint32_t;
using u64 = uint64_t;
using ptr = void*;
using trap = uint32_t;
using none = void;

template <typename T>
llvm::Type* lower_builtin_type(PartitionContext& context) {
  if constexpr (std::is_same_v<T, u32>) return context.i32;
  if constexpr (std::is_same_v<T, u64>) return context.i64;
  if constexpr (std::is_same_v<T, ptr>) return context.pointer;
  return llvm::Type::getVoidTy(context.llvm_context);
}

template <typename Result, typename... Parameters>
llvm::FunctionType* lower_builtin(PartitionContext& context, Result (*)(Parameters...)) {
  return llvm::FunctionType::get(lower_builtin_type<Result>(context),
                                 {context.pointer, lower_builtin_type<Parameters>(context)...}, false);
}

llvm::FunctionType* builtin_type(PartitionContext& context, Builtin builtin) {
  switch (builtin) {
#define BUILTIN(name, result, ...) \
  case Builtin::name: return lower_builtin(context, static_cast<result (*)(__VA_ARGS__)>(nullptr));
#include "runtime-support/builtins.def"
#undef BUILTIN
  }
  return nullptr;
}

}  // namespace

llvm::Value* FunctionTranslator::call_builtin(Builtin builtin, llvm::ArrayRef<llvm::Value*> arguments) {
  context_.check_stack(builder_, context_.address(builder_, vmctx_, offsetof(VmContext, stack_limit)),
                       site(TrapCode::stack_exhausted));
  llvm::Value* table = context_.load_constant_field(builder_, vmctx_, offsetof(VmContext, builtins), "builtins");
  llvm::Value* code =
      context_.load_constant_field(builder_, table, static_cast<uint64_t>(builtin) * sizeof(void*), "builtin");
  std::vector<llvm::Value*> operands = {vmctx_};
  operands.insert(operands.end(), arguments.begin(), arguments.end());
  llvm::CallInst* call = builder_.CreateCall(builtin_type(context_, builtin), code, operands);
  call->setDoesNotThrow();
  call->setDebugLoc(context_.location(*function_, offset_));
  return call;
}

// The builtin says which trap; as its callers know the only one that it can be, the site records that.
void FunctionTranslator::call_trapping_builtin(Builtin builtin, llvm::ArrayRef<llvm::Value*> arguments) {
  llvm::Value* failed = builder_.CreateIsNotNull(call_builtin(builtin, arguments));
  const bool is_table =
      builtin == Builtin::table_fill || builtin == Builtin::table_copy || builtin == Builtin::table_init;
  trap_if(failed, is_table ? TrapCode::table_out_of_bounds : TrapCode::memory_out_of_bounds);
}

void FunctionTranslator::call_code(const Callee& callee) {
  const std::vector<llvm::Value*> arguments = pop_many(context_.function_type(callee.type_index).params.size());
  push_many(context_.call(builder_, callee, arguments, context_.location(*function_, offset_)));
}

llvm::Value* FunctionTranslator::import_field(uint32_t function, size_t offset, const char* name) {
  return context_.load_constant_field(builder_, vmctx_, context_.layout().import(function) + offset, name);
}

void FunctionTranslator::call(const FunctionIndex& immediate) {
  const uint32_t index = immediate.index;
  const Function& callee = module().functions[index];
  if (!callee.imported) {
    return call_code({callee.type_index, context_.function(index), vmctx_, context_.convention_of(index)});
  }
  llvm::Value* code = import_field(index, offsetof(VmFunctionImport, code), "import.code");
  llvm::Value* context = import_field(index, offsetof(VmFunctionImport, context), "import.context");
  call_code({callee.type_index, code, context});
}

// A null element is not compared: reading its type faults, at a site that says so.
llvm::Value* FunctionTranslator::indirect_callee(const CallIndirect& immediate) {
  llvm::Value* slot = table_slot(immediate.table, pop(), TrapCode::undefined_element);
  llvm::LoadInst* element = builder_.CreateAlignedLoad(context_.pointer, slot, llvm::Align(8), "callee");
  context_.mark_region(*element, Region::tables);

  llvm::LoadInst* type_id = builder_.CreateAlignedLoad(context_.i64, element, llvm::Align(8), "callee.type");
  context_.mark_region(*type_id, Region::instance);
  context_.mark_site(*type_id, site(TrapCode::uninitialized_element));
  llvm::Value* expected_field = context_.address(builder_, vmctx_, context_.layout().type_id(immediate.type_index));
  llvm::LoadInst* expected = builder_.CreateAlignedLoad(context_.i64, expected_field, llvm::Align(8), "type");
  context_.mark_region(*expected, Region::instance);
  context_.mark_constant(*expected);
  trap_if(builder_.CreateICmpNE(type_id, expected), TrapCode::indirect_call_type_mismatch);
  return element;
}

llvm::Value* FunctionTranslator::reference_field(llvm::Value* reference, size_t offset, const char* name,
                                                 std::optional<Site> null_site) {
  if (!null_site) return context_.load_constant_field(builder_, reference, offset, name);
  llvm::Value* field = context_.address(builder_, reference, offset);
  llvm::LoadInst* load = builder_.CreateAlignedLoad(context_.pointer, field, llvm::Align(8), name);
  context_.mark_region(*load, Region::instance);
  context_.mark_site(*load, *null_site);
  return load;
}

void FunctionTranslator::call_reference(uint32_t type_index, llvm::Value* reference, std::optional<Site> null_site) {
  llvm::Value* code = reference_field(reference, offsetof(FuncRef, code), "callee.code", null_site);
  llvm::Value* context = reference_field(reference, offsetof(FuncRef, context), "callee.context", null_site);
  call_code({type_index, code, context});
}

void FunctionTranslator::call_indirect(const CallIndirect& immediate) {
  if (can_dispatch(immediate)) return call_code({immediate.type_index, dispatched_code(immediate), vmctx_});
  call_reference(immediate.type_index, indirect_callee(immediate), std::nullopt);
}

void FunctionTranslator::call_ref(const TypeIndex& immediate) {
  call_reference(immediate.index, pop(), site(TrapCode::null_function_reference));
}

llvm::Value* FunctionTranslator::global_address(uint32_t index) {
  const uint64_t offset = context_.layout().global(index);
  if (!module().globals[index].imported) return context_.address(builder_, vmctx_, offset);
  return context_.load_constant_field(builder_, vmctx_, offset, "global");
}

void FunctionTranslator::global_get(const GlobalIndex& immediate) {
  const GlobalType& type = module().globals[immediate.index].type;
  llvm::LoadInst* load =
      builder_.CreateAlignedLoad(context_.type(type.value), global_address(immediate.index), llvm::Align(16));
  context_.mark_region(*load, Region::globals);
  if (!type.is_mutable) context_.mark_constant(*load);
  push(load);
}

void FunctionTranslator::global_set(const GlobalIndex& immediate) {
  llvm::Value* value = pop();
  llvm::StoreInst* store = builder_.CreateAlignedStore(value, global_address(immediate.index), llvm::Align(16));
  context_.mark_region(*store, Region::globals);
}

}  // namespace wasmc
