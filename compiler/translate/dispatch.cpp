#include "compiler/translate/dispatch.h"

#include <algorithm>

#include <llvm/IR/Constants.h>

#include "compiler/translate/function.h"
#include "compiler/translate/thunks.h"
#include "format/records.h"

namespace wasmc {

namespace {

constexpr unsigned code_member = 0;
constexpr unsigned type_member = 1;

llvm::StructType* entry_type(PartitionContext& context) {
  return llvm::StructType::get(context.llvm_context, {context.i32, context.i32});
}

uint32_t canonical_type(PartitionContext& context, uint32_t function) {
  return context.module().types[context.module().functions[function].type_index].canonical;
}

// Where ordinary calls enter it.
llvm::Function* entered_function(PartitionContext& context, uint32_t index) {
  if (!context.facts.makes_tail_calls(index)) return context.function(index);
  const std::string name = ordinary_thunk_name(index);
  if (llvm::Function* thunk = context.ir.getFunction(name)) return thunk;
  return context.create_function(context.signature(context.module().functions[index].type_index), name);
}

llvm::Constant* distance(PartitionContext& context, llvm::Function* to, llvm::GlobalVariable* from) {
  llvm::Constant* difference = llvm::ConstantExpr::getSub(llvm::ConstantExpr::getPtrToInt(to, context.i64),
                                                          llvm::ConstantExpr::getPtrToInt(from, context.i64));
  return llvm::ConstantExpr::getTrunc(difference, context.i32);
}

llvm::Constant* entry(PartitionContext& context, uint32_t function, llvm::GlobalVariable* table) {
  const auto number = [&](uint32_t value) { return llvm::ConstantInt::get(context.i32, value); };
  if (function == none_index) return llvm::ConstantStruct::get(entry_type(context), {number(0), number(no_type)});
  // Calls that might reach an imported function don't come here.
  const bool imported = context.module().functions[function].imported;
  llvm::Constant* code = imported ? number(0) : distance(context, entered_function(context, function), table);
  return llvm::ConstantStruct::get(entry_type(context), {code, number(canonical_type(context, function))});
}

}  // namespace

llvm::GlobalVariable* dispatch_table(PartitionContext& context, uint32_t table) {
  const std::string name = "dispatch" + std::to_string(table);
  if (llvm::GlobalVariable* known = context.ir.getGlobalVariable(name)) return known;
  auto* type = llvm::ArrayType::get(entry_type(context), context.facts.closed_tables[table].elements.size());
  auto* declared = new llvm::GlobalVariable(context.ir, type, /*isConstant=*/true, llvm::GlobalValue::ExternalLinkage,
                                            nullptr, name);
  declared->setVisibility(llvm::GlobalValue::HiddenVisibility);
  declared->setDSOLocal(true);
  declared->setAlignment(llvm::Align(8));
  return declared;
}

void define_dispatch_table(PartitionContext& context, uint32_t table) {
  llvm::GlobalVariable* defined = dispatch_table(context, table);
  std::vector<llvm::Constant*> entries;
  for (uint32_t function : context.facts.closed_tables[table].elements)
    entries.push_back(entry(context, function, defined));
  defined->setInitializer(llvm::ConstantArray::get(llvm::cast<llvm::ArrayType>(defined->getValueType()), entries));
}

// Unless an imported function might be called, whose code and context are in its FuncRef alone.
bool FunctionTranslator::can_dispatch(const CallIndirect& immediate) const {
  const ClosedTable& table = context_.facts.closed_tables[immediate.table];
  const uint32_t type = module().types[immediate.type_index].canonical;
  return !table.elements.empty() && !std::binary_search(table.imported_types.begin(), table.imported_types.end(), type);
}

llvm::LoadInst* FunctionTranslator::load_dispatch(llvm::Value* entry, unsigned member, const char* name) {
  llvm::Value* field = builder_.CreateStructGEP(entry_type(context_), entry, member);
  llvm::LoadInst* load = builder_.CreateAlignedLoad(context_.i32, field, llvm::Align(4), name);
  context_.mark_region(*load, Region::tables);
  context_.mark_constant(*load);
  return load;
}

void FunctionTranslator::trap_unless_type(llvm::Value* type, uint32_t type_index) {
  llvm::BasicBlock* wrong = new_block("wrong.type");
  llvm::BasicBlock* right = new_block("callee");
  llvm::Value* is_wrong = builder_.CreateICmpNE(type, builder_.getInt32(module().types[type_index].canonical));
  builder_.CreateCondBr(is_wrong, wrong, right, context_.unlikely());
  builder_.SetInsertPoint(wrong);
  trap_if(builder_.CreateICmpEQ(type, builder_.getInt32(no_type)), TrapCode::uninitialized_element);
  context_.trap(builder_, site(TrapCode::indirect_call_type_mismatch));
  builder_.SetInsertPoint(right);
}

llvm::Value* FunctionTranslator::dispatched_code(const CallIndirect& immediate) {
  const size_t elements = context_.facts.closed_tables[immediate.table].elements.size();
  llvm::Value* index = widen(pop());
  trap_if(builder_.CreateICmpUGE(index, builder_.getInt64(elements)), TrapCode::undefined_element);
  llvm::GlobalVariable* table = dispatch_table(context_, immediate.table);
  llvm::Value* entry = builder_.CreateInBoundsGEP(entry_type(context_), table, index);
  trap_unless_type(load_dispatch(entry, type_member, "callee.type"), immediate.type_index);
  llvm::Value* distance = load_dispatch(entry, code_member, "callee.distance");
  return builder_.CreateGEP(context_.i8, table, builder_.CreateSExt(distance, context_.i64), "callee.code");
}

}  // namespace wasmc
