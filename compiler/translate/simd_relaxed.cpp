// Relaxed vector instructions (section 4.3.7 "Relaxed operations"): of the permitted results those that the target has
// an instruction for, the same everywhere in the code of one target; spec/relaxed.md lists them. No choice is left to
// LLVM, which would make one anew wherever it knows the operands. The deterministic profile takes the instruction
// without "relaxed".
#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/IntrinsicsAArch64.h>
#include <llvm/IR/IntrinsicsX86.h>

#include "compiler/translate/function.h"

namespace wasmc {

namespace Intrinsic = llvm::Intrinsic;

// What pshufb makes of indices from 16 to 127: the byte that their low four bits name.
void FunctionTranslator::i8x16_relaxed_swizzle() {
  if (is_deterministic() || !cpu().ssse3) return i8x16_swizzle();
  llvm::Value* indices = pop();
  llvm::Value* bytes = pop();
  push(builder_.CreateIntrinsic(Intrinsic::x86_ssse3_pshuf_b_128, {bytes, indices}));
}

// x86-64's own conversions give 0x80000000 for what does not fit.
void FunctionTranslator::i32x4_relaxed_trunc_f32x4_s() {
  if (is_deterministic() || !is_x86()) return i32x4_trunc_sat_f32x4_s();
  push_vector(builder_.CreateIntrinsic(Intrinsic::x86_sse2_cvttps2dq, {pop_lanes(f32_type())}));
}

void FunctionTranslator::i32x4_relaxed_trunc_f64x2_s_zero() {
  if (is_deterministic() || !is_x86()) return i32x4_trunc_sat_f64x2_s_zero();
  push_vector(builder_.CreateIntrinsic(Intrinsic::x86_sse2_cvttpd2dq, {pop_lanes(f64_type())}));
}

// All ones for what does not fit, as AVX-512 has it. Below SSE4.1 there is no rounding for the f64 form.
void FunctionTranslator::i32x4_relaxed_trunc_f32x4_u() {
  if (is_deterministic() || !cpu().sse41) return i32x4_trunc_sat_f32x4_u();
  llvm::Value* vector = pop_lanes(f32_type());
  push_vector(cpu().avx512 ? convert_by_avx512(Intrinsic::x86_avx512_mask_cvttps2udq_128, vector)
                           : convert_f32_or_ones(vector));
}

void FunctionTranslator::i32x4_relaxed_trunc_f64x2_u_zero() {
  if (is_deterministic() || !cpu().sse41) return i32x4_trunc_sat_f64x2_u_zero();
  llvm::Value* vector = pop_lanes(f64_type());
  push_vector(cpu().avx512 ? convert_by_avx512(Intrinsic::x86_avx512_mask_cvttpd2udq_128, vector)
                           : convert_f64_or_ones(vector));
}

llvm::Value* FunctionTranslator::convert_by_avx512(Intrinsic::ID intrinsic, llvm::Value* vector) {
  llvm::Value* masked_off = llvm::Constant::getNullValue(lanes_of(context_.i32));
  return builder_.CreateIntrinsic(intrinsic, {vector, masked_off, builder_.getInt8(0xff)});
}

// Numbers below 2^31 as they are, the others less 2^31; the sign bit of the first result tells which, and is the 2^31
// of the second. Where neither fits it is set, and the second one is 0x80000000, of which the negation is taken.
llvm::Value* FunctionTranslator::convert_f32_or_ones(llvm::Value* vector) {
  llvm::Value* half = llvm::ConstantFP::get(vector->getType(), 0x1p31);
  llvm::Value* small = builder_.CreateIntrinsic(Intrinsic::x86_sse2_cvttps2dq, {vector});
  llvm::Value* large = builder_.CreateIntrinsic(Intrinsic::x86_sse2_cvttps2dq, {builder_.CreateFSub(vector, half)});
  llvm::Value* is_large = builder_.CreateAShr(small, 31);
  llvm::Value* rest = builder_.CreateXor(large, builder_.CreateAShr(large, 31));
  return builder_.CreateOr(small, builder_.CreateAnd(rest, is_large));
}

// 2^52 and an integer below 2^32 have the integer in their low half; the high one is that of 2^52 for no other sum.
llvm::Value* FunctionTranslator::convert_f64_or_ones(llvm::Value* vector) {
  constexpr uint64_t high_half_of_bias = 0x43300000;
  llvm::Value* bias = llvm::ConstantFP::get(vector->getType(), 0x1p52);
  llvm::Value* sum = builder_.CreateFAdd(builder_.CreateUnaryIntrinsic(Intrinsic::trunc, vector), bias);
  llvm::Value* halves = builder_.CreateBitCast(sum, lanes_of(context_.i32));
  llvm::Value* high = every_other_of(halves, 1);
  llvm::Value* fits = builder_.CreateICmpEQ(high, llvm::ConstantInt::get(high->getType(), high_half_of_bias));
  llvm::Value* misfits = builder_.CreateSExt(builder_.CreateNot(fits), high->getType());
  return zero_upper(builder_.CreateOr(every_other_of(halves, 0), misfits));
}

// Fused where the processor does it at once: there is no other way to have it as fast.
void FunctionTranslator::multiply_add(llvm::Type* lane, bool negated) {
  llvm::Value* addend = pop_lanes(lane);
  llvm::Value* right = pop_lanes(lane);
  llvm::Value* left = pop_lanes(lane);
  if (negated) left = builder_.CreateFNeg(left);
  const bool fused = cpu().fma && !is_deterministic();
  push_vector(fused ? builder_.CreateIntrinsic(Intrinsic::fma, {left->getType()}, {left, right, addend})
                    : builder_.CreateFAdd(builder_.CreateFMul(left, right), addend));
}

// By the top bit of each lane, as the blends of SSE4.1 have it; a single vpternlog selects by all of them.
void FunctionTranslator::select_lanes(llvm::Type* lane) {
  if (is_deterministic() || !cpu().sse41 || cpu().avx512) return v128_bitselect();
  llvm::Value* mask = pop_lanes(lane);
  llvm::Value* where_clear = pop_lanes(lane);
  llvm::Value* where_set = pop_lanes(lane);
  llvm::Value* is_set = builder_.CreateICmpSLT(mask, llvm::Constant::getNullValue(mask->getType()));
  push_vector(builder_.CreateSelect(is_set, where_set, where_clear));
}

// minps and maxps: the right operand if either is a NaN, or both are zero.
void FunctionTranslator::relaxed_minimum(llvm::Type* lane) {
  if (is_deterministic() || !is_x86()) return minimum(lane);
  llvm::Value* right = pop_lanes(lane);
  llvm::Value* left = pop_lanes(lane);
  push_vector(smaller(left, right));
}

void FunctionTranslator::relaxed_maximum(llvm::Type* lane) {
  if (is_deterministic() || !is_x86()) return maximum(lane);
  llvm::Value* right = pop_lanes(lane);
  llvm::Value* left = pop_lanes(lane);
  push_vector(larger(left, right));
}

// pmulhrsw, whose one overflow wraps around.
void FunctionTranslator::i16x8_relaxed_q15mulr_s() {
  if (is_deterministic() || !cpu().ssse3) return i16x8_q15mulr_sat_s();
  llvm::Value* right = pop_lanes(i16_type());
  llvm::Value* left = pop_lanes(i16_type());
  push_vector(builder_.CreateIntrinsic(Intrinsic::x86_ssse3_pmul_hr_sw_128, {left, right}));
}

// Sums of two products, saturated. pmaddubsw takes its first operand, our right one, for unsigned.
llvm::Value* FunctionTranslator::dot_bytes(llvm::Value* left, llvm::Value* right) {
  if (cpu().ssse3 && !is_deterministic())
    return builder_.CreateIntrinsic(Intrinsic::x86_ssse3_pmadd_ub_sw_128, {right, left});
  llvm::Value* products = multiply_extended(left, right, /*is_signed=*/true);
  llvm::Value* even = every_other_of(products, 0);
  llvm::Value* odd = every_other_of(products, 1);
  return builder_.CreateBinaryIntrinsic(Intrinsic::sadd_sat, even, odd);
}

void FunctionTranslator::i16x8_relaxed_dot_i8x16_i7x16_s() {
  llvm::Value* right = pop();
  llvm::Value* left = pop();
  push_vector(dot_bytes(left, right));
}

// sdot adds up four products without a saturated sum in between, which only four bytes of -128 tell apart.
void FunctionTranslator::i32x4_relaxed_dot_i8x16_i7x16_add_s() {
  llvm::Value* addend = pop_lanes(context_.i32);
  llvm::Value* right = pop();
  llvm::Value* left = pop();
  if (cpu().dotprod && !is_deterministic()) {
    llvm::Type* types[] = {addend->getType(), left->getType()};
    push_vector(builder_.CreateIntrinsic(Intrinsic::aarch64_neon_sdot, types, {addend, left, right}));
    return;
  }
  llvm::Value* sums = add_extended_pairs(dot_bytes(left, right), i16_type(), /*is_signed=*/true);
  push_vector(builder_.CreateAdd(sums, addend));
}

void FunctionTranslator::f32x4_relaxed_madd() { multiply_add(f32_type(), false); }
void FunctionTranslator::f32x4_relaxed_nmadd() { multiply_add(f32_type(), true); }
void FunctionTranslator::f64x2_relaxed_madd() { multiply_add(f64_type(), false); }
void FunctionTranslator::f64x2_relaxed_nmadd() { multiply_add(f64_type(), true); }

void FunctionTranslator::i8x16_relaxed_laneselect() { select_lanes(context_.i8); }
void FunctionTranslator::i16x8_relaxed_laneselect() { select_lanes(i16_type()); }
void FunctionTranslator::i32x4_relaxed_laneselect() { select_lanes(context_.i32); }
void FunctionTranslator::i64x2_relaxed_laneselect() { select_lanes(context_.i64); }

void FunctionTranslator::f32x4_relaxed_min() { relaxed_minimum(f32_type()); }
void FunctionTranslator::f32x4_relaxed_max() { relaxed_maximum(f32_type()); }
void FunctionTranslator::f64x2_relaxed_min() { relaxed_minimum(f64_type()); }
void FunctionTranslator::f64x2_relaxed_max() { relaxed_maximum(f64_type()); }

}  // namespace wasmc
