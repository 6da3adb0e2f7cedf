// Linear memory (section 4.6.9 and following): loads, stores, size, grow and the bulk instructions.
#include "compiler/translate/function.h"

namespace wasmc {

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
  llvm::Value* state = context_.load_constant_field(
      builder_, vmctx_, context_.layout().memory(immediate.index) + offsetof(VmMemoryRef, memory), "memory.state");
  llvm::Value* field = context_.address(builder_, state, offsetof(VmMemory, pages));
  llvm::LoadInst* pages = builder_.CreateAlignedLoad(context_.i64, field, llvm::Align(8));
  context_.mark_region(*pages, Region::instance);
  const MemoryType& type = context_.facts.memory_type(immediate.index);
  if (type.shared) pages->setAtomic(llvm::AtomicOrdering::SequentiallyConsistent);
  push(to_address(pages, type.limits));
}

void FunctionTranslator::memory_grow(const MemoryIndex& immediate) {
  llvm::Value* delta = widen(pop());
  llvm::Value* old = call_builtin(Builtin::memory_grow, {builder_.getInt32(immediate.index), delta});
  push(to_address(old, context_.facts.memory_type(immediate.index).limits));
}

void FunctionTranslator::memory_fill(const MemoryIndex& immediate) {
  llvm::Value* length = pop();
  llvm::Value* value = pop();
  llvm::Value* start = pop();
  if (const auto bytes = short_length(length, {immediate.index})) {
    return fill_short(immediate.index, start, value, *bytes);
  }
  call_trapping_builtin(Builtin::memory_fill, {builder_.getInt32(immediate.index), widen(start), value, widen(length)});
}

void FunctionTranslator::memory_copy(const MemoryCopy& immediate) {
  llvm::Value* length = pop();
  llvm::Value* from = pop();
  llvm::Value* to = pop();
  if (const auto bytes = short_length(length, {immediate.destination, immediate.source})) {
    return copy_short(immediate, to, from, *bytes);
  }
  call_trapping_builtin(Builtin::memory_copy,
                        {builder_.getInt32(immediate.destination), builder_.getInt32(immediate.source), widen(to),
                         widen(from), widen(length)});
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
