// Floating-point arithmetic on lanes.
#include "compiler/translate/function.h"

namespace wasmc {

using llvm::Instruction;
namespace Intrinsic = llvm::Intrinsic;

// What minps and maxps do: the right operand where the comparison is false, be it for equality or NaN.
llvm::Value* FunctionTranslator::smaller(llvm::Value* left, llvm::Value* right) {
  return builder_.CreateSelect(builder_.CreateFCmpOLT(left, right), left, right);
}

llvm::Value* FunctionTranslator::larger(llvm::Value* left, llvm::Value* right) {
  return builder_.CreateSelect(builder_.CreateFCmpOGT(left, right), left, right);
}

// `otherwise`, but a NaN where an operand is one. The sum is that NaN made quiet, as wasm wants it.
llvm::Value* FunctionTranslator::propagate_nan(llvm::Value* left, llvm::Value* right, llvm::Value* otherwise) {
  llvm::Value* is_nan = builder_.CreateFCmpUNO(left, right);
  llvm::Value* result = builder_.CreateBitCast(otherwise, left->getType());
  return builder_.CreateSelect(is_nan, builder_.CreateFAdd(left, right), result);
}

// Both orders give the same but for zeros of different signs, of which the negative one is the minimum. LLVM's own
// expansion of llvm.minimum for x86-64 is slower and leaves signalling NaNs as they are.
llvm::Value* FunctionTranslator::minimum_of(llvm::Value* left, llvm::Value* right) {
  if (!is_x86()) return builder_.CreateBinaryIntrinsic(Intrinsic::minimum, left, right);
  llvm::Type* bits = integers_like(left->getType());
  llvm::Value* one_order = builder_.CreateBitCast(smaller(left, right), bits);
  llvm::Value* other_order = builder_.CreateBitCast(smaller(right, left), bits);
  return propagate_nan(left, right, builder_.CreateOr(one_order, other_order));
}

llvm::Value* FunctionTranslator::maximum_of(llvm::Value* left, llvm::Value* right) {
  if (!is_x86()) return builder_.CreateBinaryIntrinsic(Intrinsic::maximum, left, right);
  llvm::Type* bits = integers_like(left->getType());
  llvm::Value* one_order = builder_.CreateBitCast(larger(left, right), bits);
  llvm::Value* other_order = builder_.CreateBitCast(larger(right, left), bits);
  return propagate_nan(left, right, builder_.CreateAnd(one_order, other_order));
}

// The integer type, or vector of them, of the same widths.
llvm::Type* FunctionTranslator::integers_like(llvm::Type* type) {
  return type->getWithNewType(builder_.getIntNTy(type->getScalarSizeInBits()));
}

void FunctionTranslator::minimum(llvm::Type* lane) {
  llvm::Value* right = pop_lanes(lane);
  llvm::Value* left = pop_lanes(lane);
  push_vector(minimum_of(left, right));
}

void FunctionTranslator::maximum(llvm::Type* lane) {
  llvm::Value* right = pop_lanes(lane);
  llvm::Value* left = pop_lanes(lane);
  push_vector(maximum_of(left, right));
}

// The left operand unless the right one is less (greater), NaNs and zeros included.
void FunctionTranslator::pseudo_minimum(llvm::Type* lane) {
  llvm::Value* right = pop_lanes(lane);
  llvm::Value* left = pop_lanes(lane);
  push_vector(smaller(right, left));
}

void FunctionTranslator::pseudo_maximum(llvm::Type* lane) {
  llvm::Value* right = pop_lanes(lane);
  llvm::Value* left = pop_lanes(lane);
  push_vector(larger(right, left));
}

void FunctionTranslator::f32x4_abs() { vector_unary_intrinsic(f32_type(), Intrinsic::fabs); }
void FunctionTranslator::f32x4_ceil() { vector_unary_intrinsic(f32_type(), Intrinsic::ceil); }
void FunctionTranslator::f32x4_floor() { vector_unary_intrinsic(f32_type(), Intrinsic::floor); }
void FunctionTranslator::f32x4_trunc() { vector_unary_intrinsic(f32_type(), Intrinsic::trunc); }
void FunctionTranslator::f32x4_sqrt() { vector_unary_intrinsic(f32_type(), Intrinsic::sqrt); }
void FunctionTranslator::f32x4_nearest() { vector_unary_intrinsic(f32_type(), Intrinsic::roundeven); }
void FunctionTranslator::f32x4_neg() { push_vector(builder_.CreateFNeg(pop_lanes(f32_type()))); }
void FunctionTranslator::f32x4_add() { vector_binary(f32_type(), Instruction::FAdd); }
void FunctionTranslator::f32x4_sub() { vector_binary(f32_type(), Instruction::FSub); }
void FunctionTranslator::f32x4_mul() { vector_binary(f32_type(), Instruction::FMul); }
void FunctionTranslator::f32x4_div() { vector_binary(f32_type(), Instruction::FDiv); }
void FunctionTranslator::f32x4_min() { minimum(f32_type()); }
void FunctionTranslator::f32x4_max() { maximum(f32_type()); }
void FunctionTranslator::f32x4_pmin() { pseudo_minimum(f32_type()); }
void FunctionTranslator::f32x4_pmax() { pseudo_maximum(f32_type()); }

void FunctionTranslator::f64x2_abs() { vector_unary_intrinsic(f64_type(), Intrinsic::fabs); }
void FunctionTranslator::f64x2_ceil() { vector_unary_intrinsic(f64_type(), Intrinsic::ceil); }
void FunctionTranslator::f64x2_floor() { vector_unary_intrinsic(f64_type(), Intrinsic::floor); }
void FunctionTranslator::f64x2_trunc() { vector_unary_intrinsic(f64_type(), Intrinsic::trunc); }
void FunctionTranslator::f64x2_sqrt() { vector_unary_intrinsic(f64_type(), Intrinsic::sqrt); }
void FunctionTranslator::f64x2_nearest() { vector_unary_intrinsic(f64_type(), Intrinsic::roundeven); }
void FunctionTranslator::f64x2_neg() { push_vector(builder_.CreateFNeg(pop_lanes(f64_type()))); }
void FunctionTranslator::f64x2_add() { vector_binary(f64_type(), Instruction::FAdd); }
void FunctionTranslator::f64x2_sub() { vector_binary(f64_type(), Instruction::FSub); }
void FunctionTranslator::f64x2_mul() { vector_binary(f64_type(), Instruction::FMul); }
void FunctionTranslator::f64x2_div() { vector_binary(f64_type(), Instruction::FDiv); }
void FunctionTranslator::f64x2_min() { minimum(f64_type()); }
void FunctionTranslator::f64x2_max() { maximum(f64_type()); }
void FunctionTranslator::f64x2_pmin() { pseudo_minimum(f64_type()); }
void FunctionTranslator::f64x2_pmax() { pseudo_maximum(f64_type()); }

}  // namespace wasmc
