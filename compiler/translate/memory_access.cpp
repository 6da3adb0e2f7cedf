// How an access reaches linear memory and what bounds it (spec/abi.md, "Memories"): a guarded memory faults behind its
// end, so that the access itself is the trap site; before an access to a checked one stands a comparison.
#include <llvm/IR/Intrinsics.h>

#include "compiler/translate/bounds_check.h"
#include "compiler/translate/function.h"

namespace wasmc {

namespace {

uint64_t min_length(const MemoryType& type) {
  return std::min(type.limits.min, memory_length_bound >> type.page_size_log2) << type.page_size_log2;
}

uint64_t max_length(const MemoryType& type) {
  const uint64_t most = type.limits.is_64 ? memory_length_bound : uint64_t{1} << 32;
  const uint64_t most_pages = most >> type.page_size_log2;
  return (type.limits.has_max ? std::min(type.limits.max, most_pages) : most_pages) << type.page_size_log2;
}

void make_volatile(llvm::Instruction& access) {
  if (auto* load = llvm::dyn_cast<llvm::LoadInst>(&access)) load->setVolatile(true);
  if (auto* store = llvm::dyn_cast<llvm::StoreInst>(&access)) store->setVolatile(true);
}

}  // namespace

// Reads a field of the memory's state that only growing changes.
llvm::LoadInst* FunctionTranslator::load_memory_field(uint32_t memory, uint64_t offset, llvm::Type* type) {
  llvm::Value*& state = memory_states_[memory];
  if (state == nullptr) {
    llvm::BasicBlock& entry = function_->getEntryBlock();
    llvm::IRBuilder<> at_entry(&entry, entry.begin());
    state = context_.load_constant_field(
        at_entry, vmctx_, context_.layout().memory(memory) + offsetof(VmMemoryRef, memory), "memory.state");
    context_.mark_dereferenceable(*llvm::cast<llvm::LoadInst>(state), sizeof(VmMemory));
  }
  llvm::LoadInst* load = builder_.CreateAlignedLoad(type, context_.address(builder_, state, offset), llvm::Align(8));
  context_.mark_region(*load, Region::instance);
  return load;
}

// Of a memory that doesn't move the base is read once, in the entry block. Where the first memory is all there is it
// stays in a register. What was there at first is there for good, wherever it is.
llvm::Value* FunctionTranslator::memory_base(uint32_t memory) {
  const uint64_t least = min_length(context_.facts.memory_type(memory));
  if (may_move(context_.facts.memory_type(memory), context_.facts.memory_strategy)) {
    llvm::LoadInst* load = load_memory_field(memory, offsetof(VmMemory, base), context_.pointer);
    if (least != 0) context_.mark_dereferenceable(*load, least);
    return load;
  }
  llvm::Value*& base = memory_bases_[memory];
  if (base != nullptr) return base;
  llvm::BasicBlock& entry = function_->getEntryBlock();
  llvm::IRBuilder<> at_entry(&entry, entry.begin());
  llvm::LoadInst* load = context_.load_constant_field(
      at_entry, vmctx_, context_.layout().memory(memory) + offsetof(VmMemoryRef, base), "memory");
  context_.mark_dereferenceable(*load, least);
  base = load;
  return base;
}

// In bytes. It never shrinks; that of a shared memory may be another one at each look.
llvm::Value* FunctionTranslator::memory_length(uint32_t memory) {
  const MemoryType& type = context_.facts.memory_type(memory);
  const uint64_t min = min_length(type);
  const uint64_t max = max_length(type);
  if (min >= max) return builder_.getInt64(min);
  llvm::LoadInst* length = load_memory_field(memory, offsetof(VmMemory, length), context_.i64);
  if (type.shared) length->setAtomic(llvm::AtomicOrdering::Monotonic);
  length->setMetadata(
      llvm::LLVMContext::MD_range,
      llvm::MDBuilder(context_.llvm_context).createRange(llvm::APInt(64, min), llvm::APInt(64, max + 1)));
  return length;
}

// The bytes of the access are index + memarg.offset and those after it up to index + last. A 32-bit index plus `last`,
// which has not many more bits, can't overflow. What is subtracted from the length doesn't depend on a 64-bit index;
// where the length may be less than that, the difference counts as 0, which no index is below.
llvm::Value* FunctionTranslator::is_out_of_bounds(uint32_t memory, llvm::Value* index, uint64_t last) {
  const MemoryType& type = context_.facts.memory_type(memory);
  llvm::Value* length = memory_length(memory);
  if (!type.limits.is_64) {
    return builder_.CreateICmpUGE(builder_.CreateNUWAdd(widen(index), builder_.getInt64(last)), length);
  }
  if (last <= min_length(type)) {
    return builder_.CreateICmpUGE(index, builder_.CreateNUWSub(length, builder_.getInt64(last)));
  }
  return builder_.CreateICmpUGE(
      index, builder_.CreateBinaryIntrinsic(llvm::Intrinsic::usub_sat, length, builder_.getInt64(last)));
}

void FunctionTranslator::check_bounds(const MemArg& memarg, llvm::Value* index, uint64_t size) {
  const uint64_t last = memarg.offset + (size - 1);
  const bool overflows = last < memarg.offset;
  llvm::Value* fails = overflows ? builder_.getTrue() : is_out_of_bounds(memarg.memory, index, last);
  if (!overflows) mark_bounds_check(*fails, {memarg.memory, index, last});
  trap_if(fails, TrapCode::memory_out_of_bounds);
}

// Where the memory is guarded index and offset are 32 bits each, so that their sum needs 33 and the guard region
// catches all of it; where it is checked the sum is no more than its length. So addresses never wrap, of whatever sign
// LLVM takes the sum to be. Never inbounds: to LLVM there is no object of that size.
llvm::Value* FunctionTranslator::access_address(const MemArg& memarg, llvm::Value* index, uint64_t size) {
  if (!context_.facts.is_guarded(memarg.memory)) check_bounds(memarg, index, size);
  llvm::Value* position = builder_.CreateNUWAdd(widen(index), builder_.getInt64(memarg.offset));
  return builder_.CreateGEP(context_.i8, memory_base(memarg.memory), position, "",
                            llvm::GEPNoWrapFlags::noUnsignedWrap() | llvm::GEPNoWrapFlags::noUnsignedSignedWrap());
}

void FunctionTranslator::mark_access(llvm::Instruction& access, const MemArg& memarg) {
  const bool shared = context_.facts.memory_type(memarg.memory).shared;
  const bool guarded = context_.facts.is_guarded(memarg.memory);
  context_.mark_region(access, Region::linear_memory);
  // What another thread may write must be read just as often as the program says: LLVM would take it for the same
  // again.
  if (shared || (guarded && context_.facts.strict_memory)) make_volatile(access);
  // Volatile accesses are sites in any case.
  if (shared || guarded) context_.mark_site(access, site(TrapCode::memory_out_of_bounds));
}

// The alignment that the instruction states is a hint in wasm and a promise in LLVM: 1 is what is known.
llvm::LoadInst* FunctionTranslator::load_at(const MemArg& memarg, llvm::Value* index, llvm::Type* type) {
  llvm::Value* address = access_address(memarg, index, context_.size_of(type));
  llvm::LoadInst* load = builder_.CreateAlignedLoad(type, address, llvm::Align(1));
  mark_access(*load, memarg);
  // Bytes of linear memory are always defined. (GVN drops the site of a load it reuses unless it knows that.)
  load->setMetadata(llvm::LLVMContext::MD_noundef, llvm::MDNode::get(context_.llvm_context, {}));
  return load;
}

llvm::StoreInst* FunctionTranslator::store_at(const MemArg& memarg, llvm::Value* index, llvm::Value* value) {
  llvm::Value* address = access_address(memarg, index, context_.size_of(value->getType()));
  llvm::StoreInst* store = builder_.CreateAlignedStore(value, address, llvm::Align(1));
  mark_access(*store, memarg);
  return store;
}

void FunctionTranslator::store_linear(const MemArg& memarg, llvm::Type* type, llvm::Value* value) {
  if (value->getType() != type) value = builder_.CreateTrunc(value, type);
  store_at(memarg, pop(), value);
}

}  // namespace wasmc
