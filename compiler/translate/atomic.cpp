// Atomic instructions (the proposal "threads"): sequentially consistent accesses, which must be aligned, and the two by
// which threads wait for each other. On a memory that is not shared they do the same, but for waiting, which traps.
#include "compiler/translate/function.h"

namespace wasmc {

namespace {

constexpr llvm::AtomicOrdering ordering = llvm::AtomicOrdering::SequentiallyConsistent;

}  // namespace

using llvm::AtomicRMWInst;

// The sum may wrap around: its low bits stay right.
void FunctionTranslator::check_alignment(const MemArg& memarg, llvm::Value* index, uint64_t size) {
  if (size == 1) return;
  llvm::Value* position = builder_.CreateAdd(widen(index), builder_.getInt64(memarg.offset));
  llvm::Value* misplaced = builder_.CreateAnd(position, builder_.getInt64(size - 1));
  trap_if(builder_.CreateIsNotNull(misplaced), TrapCode::unaligned_atomic);
}

// An address that is not aligned traps before one that is out of bounds.
llvm::Value* FunctionTranslator::atomic_address(const MemArg& memarg, llvm::Value* index, uint64_t size) {
  check_alignment(memarg, index, size);
  return access_address(memarg, index, size);
}

llvm::LoadInst* FunctionTranslator::load_atomic(llvm::Value* address, llvm::Type* type) {
  llvm::LoadInst* load = builder_.CreateAlignedLoad(type, address, llvm::Align(context_.size_of(type)));
  load->setAtomic(ordering);
  load->setVolatile(true);
  mark_atomic(*load);
  return load;
}

void FunctionTranslator::mark_atomic(llvm::Instruction& access) {
  context_.mark_region(access, Region::linear_memory);
  context_.mark_every_access(access, site(TrapCode::memory_out_of_bounds));
}

void FunctionTranslator::atomic_load(const MemArg& memarg, unsigned bits, llvm::Type* to) {
  llvm::Type* type = builder_.getIntNTy(bits);
  llvm::Value* address = atomic_address(memarg, pop(), bits / 8);
  push(builder_.CreateZExt(load_atomic(address, type), to));
}

void FunctionTranslator::atomic_store(const MemArg& memarg, unsigned bits) {
  llvm::Value* value = builder_.CreateTrunc(pop(), builder_.getIntNTy(bits));
  llvm::Value* address = atomic_address(memarg, pop(), bits / 8);
  llvm::StoreInst* store = builder_.CreateAlignedStore(value, address, llvm::Align(bits / 8));
  store->setAtomic(ordering);
  store->setVolatile(true);
  mark_atomic(*store);
}

void FunctionTranslator::atomic_update(const MemArg& memarg, unsigned bits, AtomicRMWInst::BinOp operation) {
  llvm::Value* operand = pop();
  llvm::Value* value = builder_.CreateTrunc(operand, builder_.getIntNTy(bits));
  llvm::Value* address = atomic_address(memarg, pop(), bits / 8);
  AtomicRMWInst* update = builder_.CreateAtomicRMW(operation, address, value, llvm::Align(bits / 8), ordering);
  update->setVolatile(true);
  mark_atomic(*update);
  push(builder_.CreateZExt(update, operand->getType()));
}

// Both operands are taken modulo the width of the access.
void FunctionTranslator::atomic_exchange_if_equal(const MemArg& memarg, unsigned bits) {
  llvm::Type* type = builder_.getIntNTy(bits);
  llvm::Value* replacement = pop();
  llvm::Value* expected = pop();
  llvm::Value* address = atomic_address(memarg, pop(), bits / 8);
  llvm::AtomicCmpXchgInst* exchange =
      builder_.CreateAtomicCmpXchg(address, builder_.CreateTrunc(expected, type),
                                   builder_.CreateTrunc(replacement, type), llvm::Align(bits / 8), ordering, ordering);
  exchange->setVolatile(true);
  mark_atomic(*exchange);
  push(builder_.CreateZExt(builder_.CreateExtractValue(exchange, 0), expected->getType()));
}

// The builtin gets an index that has been accessed, and so lies inside.
llvm::Value* FunctionTranslator::checked_index(const MemArg& memarg, llvm::Value* index, unsigned bits) {
  load_atomic(atomic_address(memarg, index, bits / 8), builder_.getIntNTy(bits));
  return builder_.CreateAdd(widen(index), builder_.getInt64(memarg.offset));
}

void FunctionTranslator::memory_atomic_notify(const MemArg& immediate) {
  llvm::Value* count = pop();
  llvm::Value* index = checked_index(immediate, pop(), 32);
  push(call_builtin(Builtin::memory_atomic_notify, {builder_.getInt32(immediate.memory), index, count}));
}

// The proposal's order of traps: alignment, sharing, bounds.
void FunctionTranslator::wait(const MemArg& memarg, unsigned bits, Builtin builtin) {
  llvm::Value* timeout = pop();
  llvm::Value* expected = pop();
  llvm::Value* index = pop();
  if (!context_.facts.memory_type(memarg.memory).shared) {
    check_alignment(memarg, index, bits / 8);
    trap_if(builder_.getTrue(), TrapCode::expected_shared_memory);
    return push(builder_.getInt32(0));
  }
  index = checked_index(memarg, index, bits);
  push(call_builtin(builtin, {builder_.getInt32(memarg.memory), index, expected, timeout}));
}

void FunctionTranslator::memory_atomic_wait32(const MemArg& immediate) {
  wait(immediate, 32, Builtin::memory_atomic_wait32);
}
void FunctionTranslator::memory_atomic_wait64(const MemArg& immediate) {
  wait(immediate, 64, Builtin::memory_atomic_wait64);
}

void FunctionTranslator::atomic_fence(const Fence&) { builder_.CreateFence(ordering); }

void FunctionTranslator::i32_atomic_load(const MemArg& immediate) { atomic_load(immediate, 32, context_.i32); }
void FunctionTranslator::i64_atomic_load(const MemArg& immediate) { atomic_load(immediate, 64, context_.i64); }
void FunctionTranslator::i32_atomic_load8_u(const MemArg& immediate) { atomic_load(immediate, 8, context_.i32); }
void FunctionTranslator::i32_atomic_load16_u(const MemArg& immediate) { atomic_load(immediate, 16, context_.i32); }
void FunctionTranslator::i64_atomic_load8_u(const MemArg& immediate) { atomic_load(immediate, 8, context_.i64); }
void FunctionTranslator::i64_atomic_load16_u(const MemArg& immediate) { atomic_load(immediate, 16, context_.i64); }
void FunctionTranslator::i64_atomic_load32_u(const MemArg& immediate) { atomic_load(immediate, 32, context_.i64); }

void FunctionTranslator::i32_atomic_store(const MemArg& immediate) { atomic_store(immediate, 32); }
void FunctionTranslator::i64_atomic_store(const MemArg& immediate) { atomic_store(immediate, 64); }
void FunctionTranslator::i32_atomic_store8(const MemArg& immediate) { atomic_store(immediate, 8); }
void FunctionTranslator::i32_atomic_store16(const MemArg& immediate) { atomic_store(immediate, 16); }
void FunctionTranslator::i64_atomic_store8(const MemArg& immediate) { atomic_store(immediate, 8); }
void FunctionTranslator::i64_atomic_store16(const MemArg& immediate) { atomic_store(immediate, 16); }
void FunctionTranslator::i64_atomic_store32(const MemArg& immediate) { atomic_store(immediate, 32); }

void FunctionTranslator::i32_atomic_rmw_add(const MemArg& immediate) {
  atomic_update(immediate, 32, AtomicRMWInst::Add);
}
void FunctionTranslator::i32_atomic_rmw8_add_u(const MemArg& immediate) {
  atomic_update(immediate, 8, AtomicRMWInst::Add);
}
void FunctionTranslator::i32_atomic_rmw16_add_u(const MemArg& immediate) {
  atomic_update(immediate, 16, AtomicRMWInst::Add);
}
void FunctionTranslator::i64_atomic_rmw_add(const MemArg& immediate) {
  atomic_update(immediate, 64, AtomicRMWInst::Add);
}
void FunctionTranslator::i64_atomic_rmw8_add_u(const MemArg& immediate) {
  atomic_update(immediate, 8, AtomicRMWInst::Add);
}
void FunctionTranslator::i64_atomic_rmw16_add_u(const MemArg& immediate) {
  atomic_update(immediate, 16, AtomicRMWInst::Add);
}
void FunctionTranslator::i64_atomic_rmw32_add_u(const MemArg& immediate) {
  atomic_update(immediate, 32, AtomicRMWInst::Add);
}

void FunctionTranslator::i32_atomic_rmw_sub(const MemArg& immediate) {
  atomic_update(immediate, 32, AtomicRMWInst::Sub);
}
void FunctionTranslator::i32_atomic_rmw8_sub_u(const MemArg& immediate) {
  atomic_update(immediate, 8, AtomicRMWInst::Sub);
}
void FunctionTranslator::i32_atomic_rmw16_sub_u(const MemArg& immediate) {
  atomic_update(immediate, 16, AtomicRMWInst::Sub);
}
void FunctionTranslator::i64_atomic_rmw_sub(const MemArg& immediate) {
  atomic_update(immediate, 64, AtomicRMWInst::Sub);
}
void FunctionTranslator::i64_atomic_rmw8_sub_u(const MemArg& immediate) {
  atomic_update(immediate, 8, AtomicRMWInst::Sub);
}
void FunctionTranslator::i64_atomic_rmw16_sub_u(const MemArg& immediate) {
  atomic_update(immediate, 16, AtomicRMWInst::Sub);
}
void FunctionTranslator::i64_atomic_rmw32_sub_u(const MemArg& immediate) {
  atomic_update(immediate, 32, AtomicRMWInst::Sub);
}

void FunctionTranslator::i32_atomic_rmw_and(const MemArg& immediate) {
  atomic_update(immediate, 32, AtomicRMWInst::And);
}
void FunctionTranslator::i32_atomic_rmw8_and_u(const MemArg& immediate) {
  atomic_update(immediate, 8, AtomicRMWInst::And);
}
void FunctionTranslator::i32_atomic_rmw16_and_u(const MemArg& immediate) {
  atomic_update(immediate, 16, AtomicRMWInst::And);
}
void FunctionTranslator::i64_atomic_rmw_and(const MemArg& immediate) {
  atomic_update(immediate, 64, AtomicRMWInst::And);
}
void FunctionTranslator::i64_atomic_rmw8_and_u(const MemArg& immediate) {
  atomic_update(immediate, 8, AtomicRMWInst::And);
}
void FunctionTranslator::i64_atomic_rmw16_and_u(const MemArg& immediate) {
  atomic_update(immediate, 16, AtomicRMWInst::And);
}
void FunctionTranslator::i64_atomic_rmw32_and_u(const MemArg& immediate) {
  atomic_update(immediate, 32, AtomicRMWInst::And);
}

void FunctionTranslator::i32_atomic_rmw_or(const MemArg& immediate) { atomic_update(immediate, 32, AtomicRMWInst::Or); }
void FunctionTranslator::i32_atomic_rmw8_or_u(const MemArg& immediate) {
  atomic_update(immediate, 8, AtomicRMWInst::Or);
}
void FunctionTranslator::i32_atomic_rmw16_or_u(const MemArg& immediate) {
  atomic_update(immediate, 16, AtomicRMWInst::Or);
}
void FunctionTranslator::i64_atomic_rmw_or(const MemArg& immediate) { atomic_update(immediate, 64, AtomicRMWInst::Or); }
void FunctionTranslator::i64_atomic_rmw8_or_u(const MemArg& immediate) {
  atomic_update(immediate, 8, AtomicRMWInst::Or);
}
void FunctionTranslator::i64_atomic_rmw16_or_u(const MemArg& immediate) {
  atomic_update(immediate, 16, AtomicRMWInst::Or);
}
void FunctionTranslator::i64_atomic_rmw32_or_u(const MemArg& immediate) {
  atomic_update(immediate, 32, AtomicRMWInst::Or);
}

void FunctionTranslator::i32_atomic_rmw_xor(const MemArg& immediate) {
  atomic_update(immediate, 32, AtomicRMWInst::Xor);
}
void FunctionTranslator::i32_atomic_rmw8_xor_u(const MemArg& immediate) {
  atomic_update(immediate, 8, AtomicRMWInst::Xor);
}
void FunctionTranslator::i32_atomic_rmw16_xor_u(const MemArg& immediate) {
  atomic_update(immediate, 16, AtomicRMWInst::Xor);
}
void FunctionTranslator::i64_atomic_rmw_xor(const MemArg& immediate) {
  atomic_update(immediate, 64, AtomicRMWInst::Xor);
}
void FunctionTranslator::i64_atomic_rmw8_xor_u(const MemArg& immediate) {
  atomic_update(immediate, 8, AtomicRMWInst::Xor);
}
void FunctionTranslator::i64_atomic_rmw16_xor_u(const MemArg& immediate) {
  atomic_update(immediate, 16, AtomicRMWInst::Xor);
}
void FunctionTranslator::i64_atomic_rmw32_xor_u(const MemArg& immediate) {
  atomic_update(immediate, 32, AtomicRMWInst::Xor);
}

void FunctionTranslator::i32_atomic_rmw_xchg(const MemArg& immediate) {
  atomic_update(immediate, 32, AtomicRMWInst::Xchg);
}
void FunctionTranslator::i32_atomic_rmw8_xchg_u(const MemArg& immediate) {
  atomic_update(immediate, 8, AtomicRMWInst::Xchg);
}
void FunctionTranslator::i32_atomic_rmw16_xchg_u(const MemArg& immediate) {
  atomic_update(immediate, 16, AtomicRMWInst::Xchg);
}
void FunctionTranslator::i64_atomic_rmw_xchg(const MemArg& immediate) {
  atomic_update(immediate, 64, AtomicRMWInst::Xchg);
}
void FunctionTranslator::i64_atomic_rmw8_xchg_u(const MemArg& immediate) {
  atomic_update(immediate, 8, AtomicRMWInst::Xchg);
}
void FunctionTranslator::i64_atomic_rmw16_xchg_u(const MemArg& immediate) {
  atomic_update(immediate, 16, AtomicRMWInst::Xchg);
}
void FunctionTranslator::i64_atomic_rmw32_xchg_u(const MemArg& immediate) {
  atomic_update(immediate, 32, AtomicRMWInst::Xchg);
}

void FunctionTranslator::i32_atomic_rmw_cmpxchg(const MemArg& immediate) { atomic_exchange_if_equal(immediate, 32); }
void FunctionTranslator::i32_atomic_rmw8_cmpxchg_u(const MemArg& immediate) { atomic_exchange_if_equal(immediate, 8); }
void FunctionTranslator::i32_atomic_rmw16_cmpxchg_u(const MemArg& immediate) {
  atomic_exchange_if_equal(immediate, 16);
}
void FunctionTranslator::i64_atomic_rmw_cmpxchg(const MemArg& immediate) { atomic_exchange_if_equal(immediate, 64); }
void FunctionTranslator::i64_atomic_rmw8_cmpxchg_u(const MemArg& immediate) { atomic_exchange_if_equal(immediate, 8); }
void FunctionTranslator::i64_atomic_rmw16_cmpxchg_u(const MemArg& immediate) {
  atomic_exchange_if_equal(immediate, 16);
}
void FunctionTranslator::i64_atomic_rmw32_cmpxchg_u(const MemArg& immediate) {
  atomic_exchange_if_equal(immediate, 32);
}

}  // namespace wasmc
