// Linear memory (section 4.6.9 and following): loads, stores, size, grow and the bulk instructions.
#include "compiler/translate/function.h"

namespace wasmc {

// Memories don't move under the guard strategy, so that the base is read once, in the entry block. Where the first
// memory is all there is it stays in a register.
llvm::Value* FunctionTranslator::memory_base(uint32_t memory) {
  llvm::Value*& base = memory_bases_[memory];
  if (base != nullptr) return base;
  llvm::BasicBlock& entry = function_->getEntryBlock();
  llvm::IRBuilder<> at_entry(&entry, entry.begin());
  llvm::LoadInst* load = context_.load_constant_field(
      at_entry, vmctx_, context_.layout().memory(memory) + offsetof(VmMemoryRef, base), "memory");
  load->setMetadata(llvm::LLVMContext::MD_nonnull, llvm::MDNode::get(context_.llvm_context, {}));
  base = load;
  return base;
}

llvm::Value* FunctionTranslator::memory_state(uint32_t memory) {
  return context_.load_constant_field(builder_, vmctx_,
                                      context_.layout().memory(memory) + offsetof(VmMemoryRef, memory), "memory.state");
}

// Index and offset are 32 bits each, so that their sum needs 33 and the guard region catches all of it. Never inbounds:
// to LLVM there is no object of that size.
llvm::Value* FunctionTranslator::access_address(const MemArg& memarg, llvm::Value* index) {
  llvm::Value* position = builder_.CreateNUWAdd(widen(index), builder_.getInt64(memarg.offset));
  return builder_.CreateGEP(context_.i8, memory_base(memarg.memory), position, "",
                            llvm::GEPNoWrapFlags::noUnsignedWrap());
}

// The alignment that the instruction states is a hint in wasm and a promise in LLVM: 1 is what is known.
llvm::LoadInst* FunctionTranslator::load_linear(const MemArg& memarg, llvm::Type* type) {
  llvm::LoadInst* load = builder_.CreateAlignedLoad(type, access_address(memarg, pop()), llvm::Align(1));
  context_.mark_region(*load, Region::linear_memory);
  context_.mark_site(*load, site(TrapCode::memory_out_of_bounds));
  // Bytes of linear memory are always defined. (GVN drops the site of a load it reuses unless it knows that.)
  load->setMetadata(llvm::LLVMContext::MD_noundef, llvm::MDNode::get(context_.llvm_context, {}));
  return load;
}

void FunctionTranslator::store_linear(const MemArg& memarg, llvm::Type* type, llvm::Value* value) {
  if (value->getType() != type) value = builder_.CreateTrunc(value, type);
  llvm::StoreInst* store = builder_.CreateAlignedStore(value, access_address(memarg, pop()), llvm::Align(1));
  context_.mark_region(*store, Region::linear_memory);
  context_.mark_site(*store, site(TrapCode::memory_out_of_bounds));
}

void FunctionTranslator::load_extended(const MemArg& memarg, unsigned bits, llvm::Type* to, bool is_signed) {
  llvm::Value* value = load_linear(memarg, builder_.getIntNTy(bits));
  push(is_signed ? builder_.CreateSExt(value, to) : builder_.CreateZExt(value, to));
}

void FunctionTranslator::store(const MemArg& memarg, llvm::Type* type) { store_linear(memarg, type, pop()); }

void FunctionTranslator::i32_load(const MemArg& immediate) { load(immediate, context_.i32); }
void FunctionTranslator::i64_load(const MemArg& immediate) { load(immediate, context_.i64); }
void FunctionTranslator::f32_load(const MemArg& immediate) { load(immediate, builder_.getFloatTy()); }
void FunctionTranslator::f64_load(const MemArg& immediate) { load(immediate, builder_.getDoubleTy()); }
void FunctionTranslator::i32_load8_s(const MemArg& immediate) { load_extended(immediate, 8, context_.i32, true); }
void FunctionTranslator::i32_load8_u(const MemArg& immediate) { load_extended(immediate, 8, context_.i32, false); }
void FunctionTranslator::i32_load16_s(const MemArg& immediate) { load_extended(immediate, 16, context_.i32, true); }
void FunctionTranslator::i32_load16_u(const MemArg& immediate) { load_extended(immediate, 16, context_.i32, false); }
void FunctionTranslator::i64_load8_s(const MemArg& immediate) { load_extended(immediate, 8, context_.i64, true); }
void FunctionTranslator::i64_load8_u(const MemArg& immediate) { load_extended(immediate, 8, context_.i64, false); }
void FunctionTranslator::i64_load16_s(const MemArg& immediate) { load_extended(immediate, 16, context_.i64, true); }
void FunctionTranslator::i64_load16_u(const MemArg& immediate) { load_extended(immediate, 16, context_.i64, false); }
void FunctionTranslator::i64_load32_s(const MemArg& immediate) { load_extended(immediate, 32, context_.i64, true); }
void FunctionTranslator::i64_load32_u(const MemArg& immediate) { load_extended(immediate, 32, context_.i64, false); }
void FunctionTranslator::i32_store(const MemArg& immediate) { store(immediate, context_.i32); }
void FunctionTranslator::i64_store(const MemArg& immediate) { store(immediate, context_.i64); }
void FunctionTranslator::f32_store(const MemArg& immediate) { store(immediate, builder_.getFloatTy()); }
void FunctionTranslator::f64_store(const MemArg& immediate) { store(immediate, builder_.getDoubleTy()); }
void FunctionTranslator::i32_store8(const MemArg& immediate) { store(immediate, context_.i8); }
void FunctionTranslator::i32_store16(const MemArg& immediate) { store(immediate, builder_.getInt16Ty()); }
void FunctionTranslator::i64_store8(const MemArg& immediate) { store(immediate, context_.i8); }
void FunctionTranslator::i64_store16(const MemArg& immediate) { store(immediate, builder_.getInt16Ty()); }
void FunctionTranslator::i64_store32(const MemArg& immediate) { store(immediate, context_.i32); }

void FunctionTranslator::memory_size(const MemoryIndex& immediate) {
  llvm::Value* field = context_.address(builder_, memory_state(immediate.index), offsetof(VmMemory, pages));
  llvm::LoadInst* pages = builder_.CreateAlignedLoad(context_.i64, field, llvm::Align(8));
  context_.mark_region(*pages, Region::instance);
  push(builder_.CreateTrunc(pages, context_.i32));
}

void FunctionTranslator::memory_grow(const MemoryIndex& immediate) {
  llvm::Value* delta = widen(pop());
  llvm::Value* old = call_builtin(Builtin::memory_grow, {builder_.getInt32(immediate.index), delta});
  push(builder_.CreateTrunc(old, context_.i32));
}

void FunctionTranslator::memory_fill(const MemoryIndex& immediate) {
  llvm::Value* length = widen(pop());
  llvm::Value* value = pop();
  llvm::Value* start = widen(pop());
  call_trapping_builtin(Builtin::memory_fill, {builder_.getInt32(immediate.index), start, value, length});
}

void FunctionTranslator::memory_copy(const MemoryCopy& immediate) {
  llvm::Value* length = widen(pop());
  llvm::Value* from = widen(pop());
  llvm::Value* to = widen(pop());
  call_trapping_builtin(Builtin::memory_copy, {builder_.getInt32(immediate.destination),
                                               builder_.getInt32(immediate.source), to, from, length});
}

void FunctionTranslator::memory_init(const MemoryInit& immediate) {
  llvm::Value* length = pop();
  llvm::Value* from = pop();
  llvm::Value* to = widen(pop());
  call_trapping_builtin(Builtin::memory_init,
                        {builder_.getInt32(immediate.segment), builder_.getInt32(immediate.memory), to, from, length});
}

void FunctionTranslator::data_drop(const DataIndex& immediate) {
  call_builtin(Builtin::data_drop, {builder_.getInt32(immediate.index)});
}

}  // namespace wasmc
