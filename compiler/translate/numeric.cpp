// Numeric instructions on scalars (sections 4.3.2 and 4.3.3), with LLVM's meaning bent to wasm's where they differ.
#include <cmath>

#include <llvm/IR/Intrinsics.h>

#include "compiler/translate/function.h"

namespace wasmc {

using llvm::CmpInst;
using llvm::Instruction;
namespace Intrinsic = llvm::Intrinsic;

void FunctionTranslator::binary(Binary operation) {
  llvm::Value* right = pop();
  llvm::Value* left = pop();
  push(builder_.CreateBinOp(operation, left, right));
}

void FunctionTranslator::unary_intrinsic(Intrinsic::ID intrinsic) {
  push(builder_.CreateUnaryIntrinsic(intrinsic, pop()));
}

void FunctionTranslator::binary_intrinsic(Intrinsic::ID intrinsic) {
  llvm::Value* right = pop();
  llvm::Value* left = pop();
  push(builder_.CreateBinaryIntrinsic(intrinsic, left, right));
}

// The count of zero is the width in wasm; the second operand says that it is not poison in LLVM either.
void FunctionTranslator::count_zeros(Intrinsic::ID intrinsic) {
  push(builder_.CreateBinaryIntrinsic(intrinsic, pop(), builder_.getFalse()));
}

void FunctionTranslator::compare(CmpInst::Predicate predicate) {
  llvm::Value* right = pop();
  llvm::Value* left = pop();
  push(builder_.CreateZExt(builder_.CreateCmp(predicate, left, right), context_.i32));
}

void FunctionTranslator::test_zero() { push(builder_.CreateZExt(builder_.CreateIsNull(pop()), context_.i32)); }

// wasm takes the shift count modulo the width; in LLVM a larger count is poison.
void FunctionTranslator::shift(Binary operation) {
  llvm::Value* count = pop();
  llvm::Value* value = pop();
  const unsigned width = value->getType()->getIntegerBitWidth();
  push(builder_.CreateBinOp(operation, value, builder_.CreateAnd(count, width - 1)));
}

void FunctionTranslator::rotate(Intrinsic::ID intrinsic) {
  llvm::Value* count = pop();
  llvm::Value* value = pop();
  push(builder_.CreateIntrinsic(intrinsic, {value->getType()}, {value, value, count}));
}

// Division by zero, and the most negative number by -1, trap in wasm and are undefined in LLVM. The remainder of the
// latter is 0 in wasm but undefined in LLVM too, so that the divisor -1 is replaced by 1, which has the same remainder.
void FunctionTranslator::divide(Binary operation) {
  llvm::Value* divisor = pop();
  llvm::Value* dividend = pop();
  const unsigned width = dividend->getType()->getIntegerBitWidth();
  trap_if(builder_.CreateIsNull(divisor), TrapCode::integer_divide_by_zero);
  if (operation == Instruction::SDiv) {
    llvm::Value* most_negative = builder_.getInt(llvm::APInt::getSignedMinValue(width));
    llvm::Value* is_most_negative = builder_.CreateICmpEQ(dividend, most_negative);
    llvm::Value* by_minus_one = builder_.CreateICmpEQ(divisor, builder_.getInt(llvm::APInt::getAllOnes(width)));
    llvm::Value* overflows = builder_.CreateAnd(is_most_negative, by_minus_one);
    trap_if(overflows, TrapCode::integer_overflow);
  }
  if (operation == Instruction::SRem) {
    llvm::Value* minus_one = builder_.CreateICmpEQ(divisor, builder_.getInt(llvm::APInt::getAllOnes(width)));
    divisor = builder_.CreateSelect(minus_one, builder_.getIntN(width, 1), divisor);
  }
  push(builder_.CreateBinOp(operation, dividend, divisor));
}

void FunctionTranslator::cast(Instruction::CastOps operation, llvm::Type* to) {
  push(builder_.CreateCast(operation, pop(), to));
}

void FunctionTranslator::sign_extend_low(unsigned bits) {
  llvm::Value* value = pop();
  push(builder_.CreateSExt(builder_.CreateTrunc(value, builder_.getIntNTy(bits)), value->getType()));
}

// Conversions trap on NaN and on what doesn't fit; LLVM's are poison there. The bounds are exact in the operand's
// type: the least value that is too large is a power of two, and what lies at or below the other one minus 1 is too
// small, unless that can't be represented, where the bound itself is still allowed.
void FunctionTranslator::truncate_checked(unsigned bits, bool is_signed) {
  llvm::Value* value = pop();
  llvm::Type* type = value->getType();
  const unsigned mantissa = type->isFloatTy() ? 24 : 53;
  const double too_large = std::ldexp(1.0, static_cast<int>(is_signed ? bits - 1 : bits));
  trap_if(builder_.CreateFCmpUNO(value, value), TrapCode::invalid_conversion);
  llvm::Value* fits_above = builder_.CreateFCmpOLT(value, llvm::ConstantFP::get(type, too_large));
  llvm::Value* fits_below;
  if (!is_signed) {
    fits_below = builder_.CreateFCmpOGT(value, llvm::ConstantFP::get(type, -1.0));
  } else if (bits - 1 < mantissa) {
    fits_below = builder_.CreateFCmpOGT(value, llvm::ConstantFP::get(type, -too_large - 1.0));
  } else {
    fits_below = builder_.CreateFCmpOGE(value, llvm::ConstantFP::get(type, -too_large));
  }
  trap_if(builder_.CreateNot(builder_.CreateAnd(fits_above, fits_below)), TrapCode::integer_overflow);
  llvm::Type* to = builder_.getIntNTy(bits);
  push(is_signed ? builder_.CreateFPToSI(value, to) : builder_.CreateFPToUI(value, to));
}

void FunctionTranslator::truncate_saturating(unsigned bits, bool is_signed) {
  llvm::Value* value = pop();
  const Intrinsic::ID intrinsic = is_signed ? Intrinsic::fptosi_sat : Intrinsic::fptoui_sat;
  push(builder_.CreateIntrinsic(intrinsic, {builder_.getIntNTy(bits), value->getType()}, {value}));
}

void FunctionTranslator::minimum_scalar() {
  llvm::Value* right = pop();
  llvm::Value* left = pop();
  push(minimum_of(left, right));
}

void FunctionTranslator::maximum_scalar() {
  llvm::Value* right = pop();
  llvm::Value* left = pop();
  push(maximum_of(left, right));
}

// roundeven rounds ties to even whatever the rounding mode says, and becomes one instruction where there is one.
void FunctionTranslator::nearest() { unary_intrinsic(Intrinsic::roundeven); }

void FunctionTranslator::i32_const(const I32Const& immediate) {
  push(builder_.getInt32(static_cast<uint32_t>(immediate.value)));
}
void FunctionTranslator::i64_const(const I64Const& immediate) {
  push(builder_.getInt64(static_cast<uint64_t>(immediate.value)));
}
// From the bits, so that NaNs keep theirs.
void FunctionTranslator::f32_const(const F32Const& immediate) {
  push(llvm::ConstantFP::get(context_.llvm_context,
                             llvm::APFloat(llvm::APFloat::IEEEsingle(), llvm::APInt(32, immediate.bits))));
}
void FunctionTranslator::f64_const(const F64Const& immediate) {
  push(llvm::ConstantFP::get(context_.llvm_context,
                             llvm::APFloat(llvm::APFloat::IEEEdouble(), llvm::APInt(64, immediate.bits))));
}

void FunctionTranslator::i32_eqz() { test_zero(); }
void FunctionTranslator::i32_eq() { compare(CmpInst::ICMP_EQ); }
void FunctionTranslator::i32_ne() { compare(CmpInst::ICMP_NE); }
void FunctionTranslator::i32_lt_s() { compare(CmpInst::ICMP_SLT); }
void FunctionTranslator::i32_lt_u() { compare(CmpInst::ICMP_ULT); }
void FunctionTranslator::i32_gt_s() { compare(CmpInst::ICMP_SGT); }
void FunctionTranslator::i32_gt_u() { compare(CmpInst::ICMP_UGT); }
void FunctionTranslator::i32_le_s() { compare(CmpInst::ICMP_SLE); }
void FunctionTranslator::i32_le_u() { compare(CmpInst::ICMP_ULE); }
void FunctionTranslator::i32_ge_s() { compare(CmpInst::ICMP_SGE); }
void FunctionTranslator::i32_ge_u() { compare(CmpInst::ICMP_UGE); }

void FunctionTranslator::i64_eqz() { test_zero(); }
void FunctionTranslator::i64_eq() { compare(CmpInst::ICMP_EQ); }
void FunctionTranslator::i64_ne() { compare(CmpInst::ICMP_NE); }
void FunctionTranslator::i64_lt_s() { compare(CmpInst::ICMP_SLT); }
void FunctionTranslator::i64_lt_u() { compare(CmpInst::ICMP_ULT); }
void FunctionTranslator::i64_gt_s() { compare(CmpInst::ICMP_SGT); }
void FunctionTranslator::i64_gt_u() { compare(CmpInst::ICMP_UGT); }
void FunctionTranslator::i64_le_s() { compare(CmpInst::ICMP_SLE); }
void FunctionTranslator::i64_le_u() { compare(CmpInst::ICMP_ULE); }
void FunctionTranslator::i64_ge_s() { compare(CmpInst::ICMP_SGE); }
void FunctionTranslator::i64_ge_u() { compare(CmpInst::ICMP_UGE); }

void FunctionTranslator::f32_eq() { compare(CmpInst::FCMP_OEQ); }
void FunctionTranslator::f32_ne() { compare(CmpInst::FCMP_UNE); }
void FunctionTranslator::f32_lt() { compare(CmpInst::FCMP_OLT); }
void FunctionTranslator::f32_gt() { compare(CmpInst::FCMP_OGT); }
void FunctionTranslator::f32_le() { compare(CmpInst::FCMP_OLE); }
void FunctionTranslator::f32_ge() { compare(CmpInst::FCMP_OGE); }

void FunctionTranslator::f64_eq() { compare(CmpInst::FCMP_OEQ); }
void FunctionTranslator::f64_ne() { compare(CmpInst::FCMP_UNE); }
void FunctionTranslator::f64_lt() { compare(CmpInst::FCMP_OLT); }
void FunctionTranslator::f64_gt() { compare(CmpInst::FCMP_OGT); }
void FunctionTranslator::f64_le() { compare(CmpInst::FCMP_OLE); }
void FunctionTranslator::f64_ge() { compare(CmpInst::FCMP_OGE); }

void FunctionTranslator::i32_clz() { count_zeros(Intrinsic::ctlz); }
void FunctionTranslator::i32_ctz() { count_zeros(Intrinsic::cttz); }
void FunctionTranslator::i32_popcnt() { unary_intrinsic(Intrinsic::ctpop); }
void FunctionTranslator::i32_add() { binary(Instruction::Add); }
void FunctionTranslator::i32_sub() { binary(Instruction::Sub); }
void FunctionTranslator::i32_mul() { binary(Instruction::Mul); }
void FunctionTranslator::i32_and() { binary(Instruction::And); }
void FunctionTranslator::i32_or() { binary(Instruction::Or); }
void FunctionTranslator::i32_xor() { binary(Instruction::Xor); }
void FunctionTranslator::i32_div_s() { divide(Instruction::SDiv); }
void FunctionTranslator::i32_div_u() { divide(Instruction::UDiv); }
void FunctionTranslator::i32_rem_s() { divide(Instruction::SRem); }
void FunctionTranslator::i32_rem_u() { divide(Instruction::URem); }
void FunctionTranslator::i32_shl() { shift(Instruction::Shl); }
void FunctionTranslator::i32_shr_s() { shift(Instruction::AShr); }
void FunctionTranslator::i32_shr_u() { shift(Instruction::LShr); }
void FunctionTranslator::i32_rotl() { rotate(Intrinsic::fshl); }
void FunctionTranslator::i32_rotr() { rotate(Intrinsic::fshr); }
void FunctionTranslator::i32_extend8_s() { sign_extend_low(8); }
void FunctionTranslator::i32_extend16_s() { sign_extend_low(16); }

void FunctionTranslator::i64_clz() { count_zeros(Intrinsic::ctlz); }
void FunctionTranslator::i64_ctz() { count_zeros(Intrinsic::cttz); }
void FunctionTranslator::i64_popcnt() { unary_intrinsic(Intrinsic::ctpop); }
void FunctionTranslator::i64_add() { binary(Instruction::Add); }
void FunctionTranslator::i64_sub() { binary(Instruction::Sub); }
void FunctionTranslator::i64_mul() { binary(Instruction::Mul); }
void FunctionTranslator::i64_and() { binary(Instruction::And); }
void FunctionTranslator::i64_or() { binary(Instruction::Or); }
void FunctionTranslator::i64_xor() { binary(Instruction::Xor); }
void FunctionTranslator::i64_div_s() { divide(Instruction::SDiv); }
void FunctionTranslator::i64_div_u() { divide(Instruction::UDiv); }
void FunctionTranslator::i64_rem_s() { divide(Instruction::SRem); }
void FunctionTranslator::i64_rem_u() { divide(Instruction::URem); }
void FunctionTranslator::i64_shl() { shift(Instruction::Shl); }
void FunctionTranslator::i64_shr_s() { shift(Instruction::AShr); }
void FunctionTranslator::i64_shr_u() { shift(Instruction::LShr); }
void FunctionTranslator::i64_rotl() { rotate(Intrinsic::fshl); }
void FunctionTranslator::i64_rotr() { rotate(Intrinsic::fshr); }
void FunctionTranslator::i64_extend8_s() { sign_extend_low(8); }
void FunctionTranslator::i64_extend16_s() { sign_extend_low(16); }
void FunctionTranslator::i64_extend32_s() { sign_extend_low(32); }

void FunctionTranslator::f32_abs() { unary_intrinsic(Intrinsic::fabs); }
void FunctionTranslator::f32_ceil() { unary_intrinsic(Intrinsic::ceil); }
void FunctionTranslator::f32_floor() { unary_intrinsic(Intrinsic::floor); }
void FunctionTranslator::f32_trunc() { unary_intrinsic(Intrinsic::trunc); }
void FunctionTranslator::f32_sqrt() { unary_intrinsic(Intrinsic::sqrt); }
void FunctionTranslator::f32_neg() { push(builder_.CreateFNeg(pop())); }
void FunctionTranslator::f32_nearest() { nearest(); }
void FunctionTranslator::f32_add() { binary(Instruction::FAdd); }
void FunctionTranslator::f32_sub() { binary(Instruction::FSub); }
void FunctionTranslator::f32_mul() { binary(Instruction::FMul); }
void FunctionTranslator::f32_div() { binary(Instruction::FDiv); }
void FunctionTranslator::f32_min() { minimum_scalar(); }
void FunctionTranslator::f32_max() { maximum_scalar(); }
void FunctionTranslator::f32_copysign() { binary_intrinsic(Intrinsic::copysign); }

void FunctionTranslator::f64_abs() { unary_intrinsic(Intrinsic::fabs); }
void FunctionTranslator::f64_ceil() { unary_intrinsic(Intrinsic::ceil); }
void FunctionTranslator::f64_floor() { unary_intrinsic(Intrinsic::floor); }
void FunctionTranslator::f64_trunc() { unary_intrinsic(Intrinsic::trunc); }
void FunctionTranslator::f64_sqrt() { unary_intrinsic(Intrinsic::sqrt); }
void FunctionTranslator::f64_neg() { push(builder_.CreateFNeg(pop())); }
void FunctionTranslator::f64_nearest() { nearest(); }
void FunctionTranslator::f64_add() { binary(Instruction::FAdd); }
void FunctionTranslator::f64_sub() { binary(Instruction::FSub); }
void FunctionTranslator::f64_mul() { binary(Instruction::FMul); }
void FunctionTranslator::f64_div() { binary(Instruction::FDiv); }
void FunctionTranslator::f64_min() { minimum_scalar(); }
void FunctionTranslator::f64_max() { maximum_scalar(); }
void FunctionTranslator::f64_copysign() { binary_intrinsic(Intrinsic::copysign); }

void FunctionTranslator::i32_wrap_i64() { cast(Instruction::Trunc, context_.i32); }
void FunctionTranslator::i64_extend_i32_s() { cast(Instruction::SExt, context_.i64); }
void FunctionTranslator::i64_extend_i32_u() { cast(Instruction::ZExt, context_.i64); }
void FunctionTranslator::i32_trunc_f32_s() { truncate_checked(32, true); }
void FunctionTranslator::i32_trunc_sat_f32_s() { truncate_saturating(32, true); }
void FunctionTranslator::i32_trunc_f32_u() { truncate_checked(32, false); }
void FunctionTranslator::i32_trunc_sat_f32_u() { truncate_saturating(32, false); }
void FunctionTranslator::i32_trunc_f64_s() { truncate_checked(32, true); }
void FunctionTranslator::i32_trunc_sat_f64_s() { truncate_saturating(32, true); }
void FunctionTranslator::i32_trunc_f64_u() { truncate_checked(32, false); }
void FunctionTranslator::i32_trunc_sat_f64_u() { truncate_saturating(32, false); }
void FunctionTranslator::i64_trunc_f32_s() { truncate_checked(64, true); }
void FunctionTranslator::i64_trunc_sat_f32_s() { truncate_saturating(64, true); }
void FunctionTranslator::i64_trunc_f32_u() { truncate_checked(64, false); }
void FunctionTranslator::i64_trunc_sat_f32_u() { truncate_saturating(64, false); }
void FunctionTranslator::i64_trunc_f64_s() { truncate_checked(64, true); }
void FunctionTranslator::i64_trunc_sat_f64_s() { truncate_saturating(64, true); }
void FunctionTranslator::i64_trunc_f64_u() { truncate_checked(64, false); }
void FunctionTranslator::i64_trunc_sat_f64_u() { truncate_saturating(64, false); }
void FunctionTranslator::f32_convert_i32_s() { cast(Instruction::SIToFP, builder_.getFloatTy()); }
void FunctionTranslator::f32_convert_i32_u() { cast(Instruction::UIToFP, builder_.getFloatTy()); }
void FunctionTranslator::f32_convert_i64_s() { cast(Instruction::SIToFP, builder_.getFloatTy()); }
void FunctionTranslator::f32_convert_i64_u() { cast(Instruction::UIToFP, builder_.getFloatTy()); }
void FunctionTranslator::f64_convert_i32_s() { cast(Instruction::SIToFP, builder_.getDoubleTy()); }
void FunctionTranslator::f64_convert_i32_u() { cast(Instruction::UIToFP, builder_.getDoubleTy()); }
void FunctionTranslator::f64_convert_i64_s() { cast(Instruction::SIToFP, builder_.getDoubleTy()); }
void FunctionTranslator::f64_convert_i64_u() { cast(Instruction::UIToFP, builder_.getDoubleTy()); }
void FunctionTranslator::f32_demote_f64() { cast(Instruction::FPTrunc, builder_.getFloatTy()); }
void FunctionTranslator::f64_promote_f32() { cast(Instruction::FPExt, builder_.getDoubleTy()); }
void FunctionTranslator::i32_reinterpret_f32() { cast(Instruction::BitCast, context_.i32); }
void FunctionTranslator::i64_reinterpret_f64() { cast(Instruction::BitCast, context_.i64); }
void FunctionTranslator::f32_reinterpret_i32() { cast(Instruction::BitCast, builder_.getFloatTy()); }
void FunctionTranslator::f64_reinterpret_i64() { cast(Instruction::BitCast, builder_.getDoubleTy()); }

}  // namespace wasmc
