// Instructions that make vectors of lanes, take them apart and rearrange them.
#include <llvm/IR/IntrinsicsAArch64.h>
#include <llvm/IR/IntrinsicsX86.h>

#include "compiler/translate/function.h"

namespace wasmc {

namespace Intrinsic = llvm::Intrinsic;

// The scalar of an 8- or 16-bit lane is an i32.
void FunctionTranslator::splat(llvm::Type* lane) {
  llvm::Value* value = pop();
  if (value->getType() != lane) value = builder_.CreateTrunc(value, lane);
  push_vector(builder_.CreateVectorSplat(lanes_of(lane)->getNumElements(), value));
}

void FunctionTranslator::extract_lane(const Lane& immediate, llvm::Type* lane) {
  push(builder_.CreateExtractElement(pop_lanes(lane), immediate.index));
}

void FunctionTranslator::extract_extended(const Lane& immediate, llvm::Type* lane, bool is_signed) {
  llvm::Value* value = builder_.CreateExtractElement(pop_lanes(lane), immediate.index);
  push(builder_.CreateIntCast(value, context_.i32, is_signed));
}

void FunctionTranslator::replace_lane(const Lane& immediate, llvm::Type* lane) {
  llvm::Value* value = pop();
  if (value->getType() != lane) value = builder_.CreateTrunc(value, lane);
  push_vector(builder_.CreateInsertElement(pop_lanes(lane), value, immediate.index));
}

void FunctionTranslator::i8x16_shuffle(const Shuffle& immediate) {
  llvm::Value* right = pop();
  llvm::Value* left = pop();
  const std::vector<int> mask(immediate.lanes.begin(), immediate.lanes.end());
  push(builder_.CreateShuffleVector(left, right, mask));
}

// A lane whose index is 16 or more is zero. pshufb takes it for zero only where the index's top bit is set, and the low
// four bits otherwise: adding 0x70 with saturation sets that bit in just these. tbl is the instruction exactly.
void FunctionTranslator::i8x16_swizzle() {
  llvm::Value* indices = pop();
  llvm::Value* bytes = pop();
  if (cpu().ssse3) {
    llvm::Value* bias = llvm::ConstantInt::get(indices->getType(), 0x70);
    indices = builder_.CreateBinaryIntrinsic(Intrinsic::uadd_sat, indices, bias);
    push(builder_.CreateIntrinsic(Intrinsic::x86_ssse3_pshuf_b_128, {bytes, indices}));
  } else if (is_aarch64()) {
    push(builder_.CreateIntrinsic(Intrinsic::aarch64_neon_tbl1, {bytes->getType()}, {bytes, indices}));
  } else {
    push(shuffle_by_lookup(bytes, indices));
  }
}

// For targets without an instruction that shuffles by variable indices. An index out of range would be poison.
llvm::Value* FunctionTranslator::shuffle_by_lookup(llvm::Value* bytes, llvm::Value* indices) {
  llvm::Value* in_range = builder_.CreateAnd(indices, llvm::ConstantInt::get(indices->getType(), 15));
  llvm::Value* zero = llvm::Constant::getNullValue(bytes->getType());
  llvm::Value* shuffled = zero;
  for (uint64_t i = 0; i < 16; ++i) {
    llvm::Value* byte = builder_.CreateExtractElement(bytes, builder_.CreateExtractElement(in_range, i));
    shuffled = builder_.CreateInsertElement(shuffled, byte, i);
  }
  return builder_.CreateSelect(builder_.CreateICmpEQ(indices, in_range), shuffled, zero);
}

void FunctionTranslator::i8x16_splat() { splat(context_.i8); }
void FunctionTranslator::i16x8_splat() { splat(i16_type()); }
void FunctionTranslator::i32x4_splat() { splat(context_.i32); }
void FunctionTranslator::i64x2_splat() { splat(context_.i64); }
void FunctionTranslator::f32x4_splat() { splat(f32_type()); }
void FunctionTranslator::f64x2_splat() { splat(f64_type()); }

void FunctionTranslator::i8x16_extract_lane_s(const Lane& immediate) { extract_extended(immediate, context_.i8, true); }
void FunctionTranslator::i8x16_extract_lane_u(const Lane& immediate) {
  extract_extended(immediate, context_.i8, false);
}
void FunctionTranslator::i16x8_extract_lane_s(const Lane& immediate) { extract_extended(immediate, i16_type(), true); }
void FunctionTranslator::i16x8_extract_lane_u(const Lane& immediate) { extract_extended(immediate, i16_type(), false); }
void FunctionTranslator::i32x4_extract_lane(const Lane& immediate) { extract_lane(immediate, context_.i32); }
void FunctionTranslator::i64x2_extract_lane(const Lane& immediate) { extract_lane(immediate, context_.i64); }
void FunctionTranslator::f32x4_extract_lane(const Lane& immediate) { extract_lane(immediate, f32_type()); }
void FunctionTranslator::f64x2_extract_lane(const Lane& immediate) { extract_lane(immediate, f64_type()); }

void FunctionTranslator::i8x16_replace_lane(const Lane& immediate) { replace_lane(immediate, context_.i8); }
void FunctionTranslator::i16x8_replace_lane(const Lane& immediate) { replace_lane(immediate, i16_type()); }
void FunctionTranslator::i32x4_replace_lane(const Lane& immediate) { replace_lane(immediate, context_.i32); }
void FunctionTranslator::i64x2_replace_lane(const Lane& immediate) { replace_lane(immediate, context_.i64); }
void FunctionTranslator::f32x4_replace_lane(const Lane& immediate) { replace_lane(immediate, f32_type()); }
void FunctionTranslator::f64x2_replace_lane(const Lane& immediate) { replace_lane(immediate, f64_type()); }

}  // namespace wasmc
