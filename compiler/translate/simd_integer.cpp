// Integer arithmetic on lanes whose width stays the same.
#include <llvm/IR/IntrinsicsAArch64.h>
#include <llvm/IR/IntrinsicsX86.h>

#include "compiler/translate/function.h"

namespace wasmc {

using llvm::Instruction;
namespace Intrinsic = llvm::Intrinsic;

void FunctionTranslator::negate(llvm::Type* lane) { push_vector(builder_.CreateNeg(pop_lanes(lane))); }

// The most negative number stays what it is; `false` says that it is not poison.
void FunctionTranslator::absolute(llvm::Type* lane) {
  push_vector(builder_.CreateBinaryIntrinsic(Intrinsic::abs, pop_lanes(lane), builder_.getFalse()));
}

// One count, an i32, for all lanes, modulo their width; in LLVM a larger one is poison.
void FunctionTranslator::shift_lanes(llvm::Type* lane, Binary operation) {
  llvm::Value* masked = builder_.CreateAnd(pop(), lane->getIntegerBitWidth() - 1);
  llvm::Value* count = builder_.CreateZExtOrTrunc(masked, lane);
  llvm::Value* vector = pop_lanes(lane);
  llvm::Value* counts = builder_.CreateVectorSplat(lanes_of(lane)->getNumElements(), count);
  push_vector(builder_.CreateBinOp(operation, vector, counts));
}

// (left + right + 1) / 2, in the form that LLVM knows as pavg and urhadd.
void FunctionTranslator::average(llvm::Type* lane) {
  llvm::Value* right = extend_lanes(pop_lanes(lane), false);
  llvm::Value* left = extend_lanes(pop_lanes(lane), false);
  llvm::Value* one = llvm::ConstantInt::get(left->getType(), 1);
  llvm::Value* rounded = builder_.CreateAdd(builder_.CreateAdd(left, right), one);
  push_vector(builder_.CreateTrunc(builder_.CreateLShr(rounded, one), lanes_of(lane)));
}

// (left * right + 0x4000) >> 15; only -0x8000 * -0x8000 does not fit, and saturates.
llvm::Value* FunctionTranslator::multiply_q15(llvm::Value* left, llvm::Value* right) {
  llvm::Value* product = multiply_extended(left, right, true);
  llvm::Type* wide = product->getType();
  llvm::Value* rounded = builder_.CreateAdd(product, llvm::ConstantInt::get(wide, 0x4000));
  llvm::Value* shifted = builder_.CreateAShr(rounded, llvm::ConstantInt::get(wide, 15));
  llvm::Value* most = llvm::ConstantInt::get(wide, 0x7fff);
  return builder_.CreateTrunc(builder_.CreateBinaryIntrinsic(Intrinsic::smin, shifted, most), left->getType());
}

// pmulhrsw is the same but for wrapping around to 0x8000, which no other product gives: its bits are turned over.
// sqrdmulh is the instruction exactly.
void FunctionTranslator::i16x8_q15mulr_sat_s() {
  llvm::Value* right = pop_lanes(i16_type());
  llvm::Value* left = pop_lanes(i16_type());
  if (cpu().ssse3) {
    llvm::Value* product = builder_.CreateIntrinsic(Intrinsic::x86_ssse3_pmul_hr_sw_128, {left, right});
    llvm::Value* wrapped = builder_.CreateICmpEQ(product, llvm::ConstantInt::get(product->getType(), 0x8000));
    push_vector(builder_.CreateXor(product, builder_.CreateSExt(wrapped, product->getType())));
  } else if (is_aarch64()) {
    push_vector(builder_.CreateBinaryIntrinsic(Intrinsic::aarch64_neon_sqrdmulh, left, right));
  } else {
    push_vector(multiply_q15(left, right));
  }
}

void FunctionTranslator::i8x16_popcnt() { vector_unary_intrinsic(context_.i8, Intrinsic::ctpop); }

void FunctionTranslator::i8x16_abs() { absolute(context_.i8); }
void FunctionTranslator::i8x16_neg() { negate(context_.i8); }
void FunctionTranslator::i8x16_shl() { shift_lanes(context_.i8, Instruction::Shl); }
void FunctionTranslator::i8x16_shr_s() { shift_lanes(context_.i8, Instruction::AShr); }
void FunctionTranslator::i8x16_shr_u() { shift_lanes(context_.i8, Instruction::LShr); }
void FunctionTranslator::i8x16_add() { vector_binary(context_.i8, Instruction::Add); }
void FunctionTranslator::i8x16_add_sat_s() { vector_binary_intrinsic(context_.i8, Intrinsic::sadd_sat); }
void FunctionTranslator::i8x16_add_sat_u() { vector_binary_intrinsic(context_.i8, Intrinsic::uadd_sat); }
void FunctionTranslator::i8x16_sub() { vector_binary(context_.i8, Instruction::Sub); }
void FunctionTranslator::i8x16_sub_sat_s() { vector_binary_intrinsic(context_.i8, Intrinsic::ssub_sat); }
void FunctionTranslator::i8x16_sub_sat_u() { vector_binary_intrinsic(context_.i8, Intrinsic::usub_sat); }
void FunctionTranslator::i8x16_min_s() { vector_binary_intrinsic(context_.i8, Intrinsic::smin); }
void FunctionTranslator::i8x16_min_u() { vector_binary_intrinsic(context_.i8, Intrinsic::umin); }
void FunctionTranslator::i8x16_max_s() { vector_binary_intrinsic(context_.i8, Intrinsic::smax); }
void FunctionTranslator::i8x16_max_u() { vector_binary_intrinsic(context_.i8, Intrinsic::umax); }
void FunctionTranslator::i8x16_avgr_u() { average(context_.i8); }

void FunctionTranslator::i16x8_abs() { absolute(i16_type()); }
void FunctionTranslator::i16x8_neg() { negate(i16_type()); }
void FunctionTranslator::i16x8_shl() { shift_lanes(i16_type(), Instruction::Shl); }
void FunctionTranslator::i16x8_shr_s() { shift_lanes(i16_type(), Instruction::AShr); }
void FunctionTranslator::i16x8_shr_u() { shift_lanes(i16_type(), Instruction::LShr); }
void FunctionTranslator::i16x8_add() { vector_binary(i16_type(), Instruction::Add); }
void FunctionTranslator::i16x8_add_sat_s() { vector_binary_intrinsic(i16_type(), Intrinsic::sadd_sat); }
void FunctionTranslator::i16x8_add_sat_u() { vector_binary_intrinsic(i16_type(), Intrinsic::uadd_sat); }
void FunctionTranslator::i16x8_sub() { vector_binary(i16_type(), Instruction::Sub); }
void FunctionTranslator::i16x8_sub_sat_s() { vector_binary_intrinsic(i16_type(), Intrinsic::ssub_sat); }
void FunctionTranslator::i16x8_sub_sat_u() { vector_binary_intrinsic(i16_type(), Intrinsic::usub_sat); }
void FunctionTranslator::i16x8_mul() { vector_binary(i16_type(), Instruction::Mul); }
void FunctionTranslator::i16x8_min_s() { vector_binary_intrinsic(i16_type(), Intrinsic::smin); }
void FunctionTranslator::i16x8_min_u() { vector_binary_intrinsic(i16_type(), Intrinsic::umin); }
void FunctionTranslator::i16x8_max_s() { vector_binary_intrinsic(i16_type(), Intrinsic::smax); }
void FunctionTranslator::i16x8_max_u() { vector_binary_intrinsic(i16_type(), Intrinsic::umax); }
void FunctionTranslator::i16x8_avgr_u() { average(i16_type()); }

void FunctionTranslator::i32x4_abs() { absolute(context_.i32); }
void FunctionTranslator::i32x4_neg() { negate(context_.i32); }
void FunctionTranslator::i32x4_shl() { shift_lanes(context_.i32, Instruction::Shl); }
void FunctionTranslator::i32x4_shr_s() { shift_lanes(context_.i32, Instruction::AShr); }
void FunctionTranslator::i32x4_shr_u() { shift_lanes(context_.i32, Instruction::LShr); }
void FunctionTranslator::i32x4_add() { vector_binary(context_.i32, Instruction::Add); }
void FunctionTranslator::i32x4_sub() { vector_binary(context_.i32, Instruction::Sub); }
void FunctionTranslator::i32x4_mul() { vector_binary(context_.i32, Instruction::Mul); }
void FunctionTranslator::i32x4_min_s() { vector_binary_intrinsic(context_.i32, Intrinsic::smin); }
void FunctionTranslator::i32x4_min_u() { vector_binary_intrinsic(context_.i32, Intrinsic::umin); }
void FunctionTranslator::i32x4_max_s() { vector_binary_intrinsic(context_.i32, Intrinsic::smax); }
void FunctionTranslator::i32x4_max_u() { vector_binary_intrinsic(context_.i32, Intrinsic::umax); }

void FunctionTranslator::i64x2_abs() { absolute(context_.i64); }
void FunctionTranslator::i64x2_neg() { negate(context_.i64); }
void FunctionTranslator::i64x2_shl() { shift_lanes(context_.i64, Instruction::Shl); }
void FunctionTranslator::i64x2_shr_s() { shift_lanes(context_.i64, Instruction::AShr); }
void FunctionTranslator::i64x2_shr_u() { shift_lanes(context_.i64, Instruction::LShr); }
void FunctionTranslator::i64x2_add() { vector_binary(context_.i64, Instruction::Add); }
void FunctionTranslator::i64x2_sub() { vector_binary(context_.i64, Instruction::Sub); }
void FunctionTranslator::i64x2_mul() { vector_binary(context_.i64, Instruction::Mul); }

}  // namespace wasmc
