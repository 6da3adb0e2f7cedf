// Tables and references (sections 4.6.6 to 4.6.8).
#include "compiler/translate/function.h"

namespace wasmc {

llvm::Value* FunctionTranslator::table_state(uint32_t table) {
  return context_.load_constant_field(builder_, vmctx_, context_.layout().table(table), "table");
}

llvm::Value* FunctionTranslator::table_length(llvm::Value* state) {
  llvm::Value* field = context_.address(builder_, state, offsetof(VmTable, length));
  llvm::LoadInst* length = builder_.CreateAlignedLoad(context_.i64, field, llvm::Align(8));
  context_.mark_region(*length, Region::instance);
  return length;
}

llvm::Value* FunctionTranslator::table_slot(uint32_t table, llvm::Value* index, TrapCode out_of_bounds) {
  llvm::Value* state = table_state(table);
  llvm::Value* wide_index = widen(index);
  trap_if(builder_.CreateICmpUGE(wide_index, table_length(state)), out_of_bounds);
  llvm::Value* field = context_.address(builder_, state, offsetof(VmTable, elements));
  llvm::LoadInst* elements = builder_.CreateAlignedLoad(context_.pointer, field, llvm::Align(8));
  context_.mark_region(*elements, Region::instance);
  return builder_.CreateGEP(context_.pointer, elements, wide_index);
}

void FunctionTranslator::table_get(const TableIndex& immediate) {
  llvm::Value* slot = table_slot(immediate.index, pop(), TrapCode::table_out_of_bounds);
  llvm::LoadInst* element = builder_.CreateAlignedLoad(context_.pointer, slot, llvm::Align(8));
  context_.mark_region(*element, Region::tables);
  push(element);
}

void FunctionTranslator::table_set(const TableIndex& immediate) {
  llvm::Value* value = pop();
  llvm::Value* slot = table_slot(immediate.index, pop(), TrapCode::table_out_of_bounds);
  llvm::StoreInst* store = builder_.CreateAlignedStore(value, slot, llvm::Align(8));
  context_.mark_region(*store, Region::tables);
}

void FunctionTranslator::table_size(const TableIndex& immediate) {
  push(to_address(table_length(table_state(immediate.index)), module().tables[immediate.index].type.limits));
}

void FunctionTranslator::table_grow(const TableIndex& immediate) {
  llvm::Value* delta = widen(pop());
  llvm::Value* value = pop();
  llvm::Value* old = call_builtin(Builtin::table_grow, {builder_.getInt32(immediate.index), value, delta});
  push(to_address(old, module().tables[immediate.index].type.limits));
}

void FunctionTranslator::table_fill(const TableIndex& immediate) {
  llvm::Value* length = widen(pop());
  llvm::Value* value = pop();
  llvm::Value* start = widen(pop());
  call_trapping_builtin(Builtin::table_fill, {builder_.getInt32(immediate.index), start, value, length});
}

void FunctionTranslator::table_copy(const TableCopy& immediate) {
  llvm::Value* length = widen(pop());
  llvm::Value* from = widen(pop());
  llvm::Value* to = widen(pop());
  call_trapping_builtin(Builtin::table_copy, {builder_.getInt32(immediate.destination),
                                              builder_.getInt32(immediate.source), to, from, length});
}

void FunctionTranslator::table_init(const TableInit& immediate) {
  llvm::Value* length = pop();
  llvm::Value* from = pop();
  llvm::Value* to = widen(pop());
  call_trapping_builtin(Builtin::table_init,
                        {builder_.getInt32(immediate.segment), builder_.getInt32(immediate.table), to, from, length});
}

void FunctionTranslator::elem_drop(const ElementIndex& immediate) {
  call_builtin(Builtin::elem_drop, {builder_.getInt32(immediate.index)});
}

void FunctionTranslator::ref_null(const ReferenceType&) { push(llvm::ConstantPointerNull::get(context_.pointer)); }

void FunctionTranslator::ref_is_null() { test_zero(); }

void FunctionTranslator::ref_as_non_null() { trap_if(builder_.CreateIsNull(stack_.back()), TrapCode::null_reference); }

void FunctionTranslator::ref_func(const FunctionIndex& immediate) {
  const uint32_t slot = context_.facts.funcref_slot(immediate.index);
  push(context_.address(builder_, vmctx_, context_.layout().funcref(slot)));
}

}  // namespace wasmc
