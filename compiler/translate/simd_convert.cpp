// Conversions between vectors of integers and of floating-point numbers.
#include <llvm/IR/IntrinsicsX86.h>

#include "compiler/translate/function.h"

namespace wasmc {

namespace Intrinsic = llvm::Intrinsic;

// To i32 lanes, NaN to zero and what doesn't fit to the nearest number that does. On x86-64 LLVM would take the vectors
// of llvm.fpto*i.sat apart.
llvm::Value* FunctionTranslator::convert_saturating(llvm::Value* vector, bool is_signed) {
  const bool is_f32 = vector->getType()->getScalarType()->isFloatTy();
  if (is_x86() && is_f32) return is_signed ? saturate_f32_signed(vector) : saturate_f32_unsigned(vector);
  if (is_x86()) return is_signed ? saturate_f64_signed(vector) : saturate_f64_unsigned(vector);
  if (is_aarch64() && !is_f32) return saturate_f64_twice(vector, is_signed);
  return saturate_to(context_.i32, vector, is_signed);
}

llvm::Value* FunctionTranslator::saturate_to(llvm::Type* lane, llvm::Value* vector, bool is_signed) {
  const Intrinsic::ID convert = is_signed ? Intrinsic::fptosi_sat : Intrinsic::fptoui_sat;
  llvm::Type* result = llvm::VectorType::get(lane, llvm::cast<llvm::VectorType>(vector->getType()));
  return builder_.CreateIntrinsic(convert, {result, vector->getType()}, {vector});
}

// fcvtz and the saturating xtn: LLVM converts to 32 bits lane by lane.
llvm::Value* FunctionTranslator::saturate_f64_twice(llvm::Value* vector, bool is_signed) {
  llvm::Value* wide = saturate_to(context_.i64, vector, is_signed);
  llvm::Type* type = wide->getType();
  if (is_signed) {
    wide = builder_.CreateBinaryIntrinsic(Intrinsic::smax, wide, llvm::ConstantInt::getSigned(type, INT32_MIN));
    wide = builder_.CreateBinaryIntrinsic(Intrinsic::smin, wide, llvm::ConstantInt::getSigned(type, INT32_MAX));
  } else {
    wide = builder_.CreateBinaryIntrinsic(Intrinsic::umin, wide, llvm::ConstantInt::get(type, UINT32_MAX));
  }
  return builder_.CreateTrunc(wide, llvm::FixedVectorType::get(context_.i32, 2));
}

// cvttps2dq gives 0x80000000 for all that doesn't fit, which is right for the negative and one bit-wise negation off
// for the positive ones.
llvm::Value* FunctionTranslator::saturate_f32_signed(llvm::Value* vector) {
  llvm::Value* zero = llvm::Constant::getNullValue(vector->getType());
  llvm::Value* number = builder_.CreateSelect(builder_.CreateFCmpORD(vector, vector), vector, zero);
  llvm::Value* too_large = builder_.CreateFCmpOGE(vector, llvm::ConstantFP::get(vector->getType(), 0x1p31));
  llvm::Value* converted = builder_.CreateIntrinsic(Intrinsic::x86_sse2_cvttps2dq, {number});
  return builder_.CreateXor(converted, builder_.CreateSExt(too_large, converted->getType()));
}

// The largest number that fits, 2^32 - 1, is no float: what is larger than the largest float below is converted apart.
llvm::Value* FunctionTranslator::saturate_f32_unsigned(llvm::Value* vector) {
  llvm::Type* type = vector->getType();
  llvm::Value* positive = larger(vector, llvm::Constant::getNullValue(type));
  llvm::Value* in_range = smaller(positive, llvm::ConstantFP::get(type, 0x1.fffffep31));
  llvm::Value* too_large = builder_.CreateFCmpOGE(vector, llvm::ConstantFP::get(type, 0x1p32));
  llvm::Value* converted = builder_.CreateFPToUI(in_range, lanes_of(context_.i32));
  return builder_.CreateOr(converted, builder_.CreateSExt(too_large, converted->getType()));
}

// cvttpd2dq gives -2^31 for what is too small, so that only NaN and the other bound need care: NaN is not smaller than
// the bound and becomes it, that is zero.
llvm::Value* FunctionTranslator::saturate_f64_signed(llvm::Value* vector) {
  llvm::Type* type = vector->getType();
  llvm::Value* bound =
      builder_.CreateSelect(builder_.CreateFCmpORD(vector, vector), llvm::ConstantFP::get(type, 0x1.fffffffcp30),
                            llvm::Constant::getNullValue(type));
  llvm::Value* in_range = smaller(vector, bound);
  return half_of(builder_.CreateIntrinsic(Intrinsic::x86_sse2_cvttpd2dq, {in_range}), Half::low);
}

// 2^52 and an integer have the integer in their low half; AVX-512 has the conversion itself.
llvm::Value* FunctionTranslator::saturate_f64_unsigned(llvm::Value* vector) {
  llvm::Type* type = vector->getType();
  llvm::Value* positive = larger(vector, llvm::Constant::getNullValue(type));
  llvm::Value* in_range = smaller(positive, llvm::ConstantFP::get(type, 0x1.fffffffep31));
  if (cpu().avx512 || !cpu().sse41) return builder_.CreateFPToUI(in_range, llvm::FixedVectorType::get(context_.i32, 2));
  llvm::Value* integer = builder_.CreateUnaryIntrinsic(Intrinsic::trunc, in_range);
  llvm::Value* sum = builder_.CreateFAdd(integer, llvm::ConstantFP::get(type, 0x1p52));
  return every_other_of(builder_.CreateBitCast(sum, lanes_of(context_.i32)), 0);
}

void FunctionTranslator::i32x4_trunc_sat_f32x4_s() { push_vector(convert_saturating(pop_lanes(f32_type()), true)); }
void FunctionTranslator::i32x4_trunc_sat_f32x4_u() { push_vector(convert_saturating(pop_lanes(f32_type()), false)); }
void FunctionTranslator::i32x4_trunc_sat_f64x2_s_zero() {
  push_vector(zero_upper(convert_saturating(pop_lanes(f64_type()), true)));
}
void FunctionTranslator::i32x4_trunc_sat_f64x2_u_zero() {
  push_vector(zero_upper(convert_saturating(pop_lanes(f64_type()), false)));
}

void FunctionTranslator::f32x4_convert_i32x4_s() {
  push_vector(builder_.CreateSIToFP(pop_lanes(context_.i32), lanes_of(f32_type())));
}
void FunctionTranslator::f32x4_convert_i32x4_u() {
  push_vector(builder_.CreateUIToFP(pop_lanes(context_.i32), lanes_of(f32_type())));
}
void FunctionTranslator::f64x2_convert_low_i32x4_s() {
  push_vector(builder_.CreateSIToFP(half_of(pop_lanes(context_.i32), Half::low), lanes_of(f64_type())));
}
void FunctionTranslator::f64x2_convert_low_i32x4_u() {
  push_vector(builder_.CreateUIToFP(half_of(pop_lanes(context_.i32), Half::low), lanes_of(f64_type())));
}
void FunctionTranslator::f32x4_demote_f64x2_zero() {
  llvm::Type* half = llvm::FixedVectorType::get(f32_type(), 2);
  push_vector(zero_upper(builder_.CreateFPTrunc(pop_lanes(f64_type()), half)));
}
void FunctionTranslator::f64x2_promote_low_f32x4() {
  push_vector(builder_.CreateFPExt(half_of(pop_lanes(f32_type()), Half::low), lanes_of(f64_type())));
}

}  // namespace wasmc
