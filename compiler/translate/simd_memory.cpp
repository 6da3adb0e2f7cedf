// Vectors and linear memory (section 4.6.9), and v128.const.
#include "compiler/translate/function.h"

namespace wasmc {

// Eight bytes whose lanes are extended to twice their width.
void FunctionTranslator::load_halves(const MemArg& memarg, llvm::Type* lane, bool is_signed) {
  llvm::Type* half = llvm::FixedVectorType::get(lane, 64 / lane->getScalarSizeInBits());
  push_vector(extend_lanes(load_linear(memarg, half), is_signed));
}

void FunctionTranslator::load_splat(const MemArg& memarg, llvm::Type* lane) {
  push_vector(builder_.CreateVectorSplat(lanes_of(lane)->getNumElements(), load_linear(memarg, lane)));
}

// The first lane from memory, the others zero.
void FunctionTranslator::load_zero(const MemArg& memarg, llvm::Type* lane) {
  llvm::Value* zero = llvm::Constant::getNullValue(lanes_of(lane));
  push_vector(builder_.CreateInsertElement(zero, load_linear(memarg, lane), uint64_t{0}));
}

void FunctionTranslator::load_lane(const MemArgLane& access, llvm::Type* lane) {
  llvm::Value* vector = pop_lanes(lane);
  push_vector(builder_.CreateInsertElement(vector, load_linear(access.memarg, lane), access.lane));
}

void FunctionTranslator::store_lane(const MemArgLane& access, llvm::Type* lane) {
  store_linear(access.memarg, lane, builder_.CreateExtractElement(pop_lanes(lane), access.lane));
}

void FunctionTranslator::v128_const(const V128Const& immediate) {
  push(llvm::ConstantDataVector::get(context_.llvm_context, llvm::ArrayRef(immediate.bytes)));
}

void FunctionTranslator::v128_load(const MemArg& immediate) { load(immediate, lanes_of(context_.i8)); }
void FunctionTranslator::v128_store(const MemArg& immediate) { store(immediate, lanes_of(context_.i8)); }
void FunctionTranslator::v128_load8x8_s(const MemArg& immediate) { load_halves(immediate, context_.i8, true); }
void FunctionTranslator::v128_load8x8_u(const MemArg& immediate) { load_halves(immediate, context_.i8, false); }
void FunctionTranslator::v128_load16x4_s(const MemArg& immediate) { load_halves(immediate, i16_type(), true); }
void FunctionTranslator::v128_load16x4_u(const MemArg& immediate) { load_halves(immediate, i16_type(), false); }
void FunctionTranslator::v128_load32x2_s(const MemArg& immediate) { load_halves(immediate, context_.i32, true); }
void FunctionTranslator::v128_load32x2_u(const MemArg& immediate) { load_halves(immediate, context_.i32, false); }
void FunctionTranslator::v128_load8_splat(const MemArg& immediate) { load_splat(immediate, context_.i8); }
void FunctionTranslator::v128_load16_splat(const MemArg& immediate) { load_splat(immediate, i16_type()); }
void FunctionTranslator::v128_load32_splat(const MemArg& immediate) { load_splat(immediate, context_.i32); }
void FunctionTranslator::v128_load64_splat(const MemArg& immediate) { load_splat(immediate, context_.i64); }
void FunctionTranslator::v128_load32_zero(const MemArg& immediate) { load_zero(immediate, context_.i32); }
void FunctionTranslator::v128_load64_zero(const MemArg& immediate) { load_zero(immediate, context_.i64); }
void FunctionTranslator::v128_load8_lane(const MemArgLane& immediate) { load_lane(immediate, context_.i8); }
void FunctionTranslator::v128_load16_lane(const MemArgLane& immediate) { load_lane(immediate, i16_type()); }
void FunctionTranslator::v128_load32_lane(const MemArgLane& immediate) { load_lane(immediate, context_.i32); }
void FunctionTranslator::v128_load64_lane(const MemArgLane& immediate) { load_lane(immediate, context_.i64); }
void FunctionTranslator::v128_store8_lane(const MemArgLane& immediate) { store_lane(immediate, context_.i8); }
void FunctionTranslator::v128_store16_lane(const MemArgLane& immediate) { store_lane(immediate, i16_type()); }
void FunctionTranslator::v128_store32_lane(const MemArgLane& immediate) { store_lane(immediate, context_.i32); }
void FunctionTranslator::v128_store64_lane(const MemArgLane& immediate) { store_lane(immediate, context_.i64); }

}  // namespace wasmc
