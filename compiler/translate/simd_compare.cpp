// Comparisons lane by lane, bitwise instructions, and those that make one number of all lanes.
#include "compiler/translate/function.h"

namespace wasmc {

using llvm::CmpInst;
using llvm::Instruction;

// A lane of the result is all ones or all zeros, and as wide as the operands' lanes.
void FunctionTranslator::compare_lanes(llvm::Type* lane, CmpInst::Predicate predicate) {
  llvm::Value* right = pop_lanes(lane);
  llvm::Value* left = pop_lanes(lane);
  llvm::Type* mask = lanes_of(builder_.getIntNTy(lane->getScalarSizeInBits()));
  push_vector(builder_.CreateSExt(builder_.CreateCmp(predicate, left, right), mask));
}

// The i1 that tells whether a bit is set: one ptest, or one umaxv.
llvm::Value* FunctionTranslator::any_bit(llvm::Value* vector) {
  llvm::Value* number = is_aarch64()
                            ? builder_.CreateIntMaxReduce(builder_.CreateBitCast(vector, lanes_of(context_.i32)))
                            : builder_.CreateBitCast(vector, builder_.getInt128Ty());
  return builder_.CreateIsNotNull(number);
}

void FunctionTranslator::v128_any_true() { push(builder_.CreateZExt(any_bit(pop()), context_.i32)); }

void FunctionTranslator::all_true(llvm::Type* lane) {
  llvm::Value* zero_lanes = builder_.CreateSExt(builder_.CreateIsNull(pop_lanes(lane)), lanes_of(lane));
  push(builder_.CreateZExt(builder_.CreateNot(any_bit(zero_lanes)), context_.i32));
}

// The lanes' top bits, the first lane's lowest.
void FunctionTranslator::bitmask(llvm::Type* lane) {
  llvm::Value* vector = pop_lanes(lane);
  llvm::Value* negative = builder_.CreateICmpSLT(vector, llvm::Constant::getNullValue(vector->getType()));
  llvm::Value* bits = builder_.CreateBitCast(negative, builder_.getIntNTy(lanes_of(lane)->getNumElements()));
  push(builder_.CreateZExt(bits, context_.i32));
}

void FunctionTranslator::v128_not() { push(builder_.CreateNot(pop())); }
void FunctionTranslator::v128_and() { binary(Instruction::And); }
void FunctionTranslator::v128_or() { binary(Instruction::Or); }
void FunctionTranslator::v128_xor() { binary(Instruction::Xor); }

void FunctionTranslator::v128_andnot() {
  llvm::Value* right = pop();
  llvm::Value* left = pop();
  push(builder_.CreateAnd(left, builder_.CreateNot(right)));
}

void FunctionTranslator::v128_bitselect() {
  llvm::Value* mask = pop();
  llvm::Value* where_clear = pop();
  llvm::Value* where_set = pop();
  llvm::Value* set = builder_.CreateAnd(where_set, mask);
  llvm::Value* clear = builder_.CreateAnd(where_clear, builder_.CreateNot(mask));
  push(builder_.CreateOr(set, clear));
}

void FunctionTranslator::i8x16_all_true() { all_true(context_.i8); }
void FunctionTranslator::i16x8_all_true() { all_true(i16_type()); }
void FunctionTranslator::i32x4_all_true() { all_true(context_.i32); }
void FunctionTranslator::i64x2_all_true() { all_true(context_.i64); }

void FunctionTranslator::i8x16_bitmask() { bitmask(context_.i8); }
void FunctionTranslator::i16x8_bitmask() { bitmask(i16_type()); }
void FunctionTranslator::i32x4_bitmask() { bitmask(context_.i32); }
void FunctionTranslator::i64x2_bitmask() { bitmask(context_.i64); }

void FunctionTranslator::i8x16_eq() { compare_lanes(context_.i8, CmpInst::ICMP_EQ); }
void FunctionTranslator::i8x16_ne() { compare_lanes(context_.i8, CmpInst::ICMP_NE); }
void FunctionTranslator::i8x16_lt_s() { compare_lanes(context_.i8, CmpInst::ICMP_SLT); }
void FunctionTranslator::i8x16_lt_u() { compare_lanes(context_.i8, CmpInst::ICMP_ULT); }
void FunctionTranslator::i8x16_gt_s() { compare_lanes(context_.i8, CmpInst::ICMP_SGT); }
void FunctionTranslator::i8x16_gt_u() { compare_lanes(context_.i8, CmpInst::ICMP_UGT); }
void FunctionTranslator::i8x16_le_s() { compare_lanes(context_.i8, CmpInst::ICMP_SLE); }
void FunctionTranslator::i8x16_le_u() { compare_lanes(context_.i8, CmpInst::ICMP_ULE); }
void FunctionTranslator::i8x16_ge_s() { compare_lanes(context_.i8, CmpInst::ICMP_SGE); }
void FunctionTranslator::i8x16_ge_u() { compare_lanes(context_.i8, CmpInst::ICMP_UGE); }

void FunctionTranslator::i16x8_eq() { compare_lanes(i16_type(), CmpInst::ICMP_EQ); }
void FunctionTranslator::i16x8_ne() { compare_lanes(i16_type(), CmpInst::ICMP_NE); }
void FunctionTranslator::i16x8_lt_s() { compare_lanes(i16_type(), CmpInst::ICMP_SLT); }
void FunctionTranslator::i16x8_lt_u() { compare_lanes(i16_type(), CmpInst::ICMP_ULT); }
void FunctionTranslator::i16x8_gt_s() { compare_lanes(i16_type(), CmpInst::ICMP_SGT); }
void FunctionTranslator::i16x8_gt_u() { compare_lanes(i16_type(), CmpInst::ICMP_UGT); }
void FunctionTranslator::i16x8_le_s() { compare_lanes(i16_type(), CmpInst::ICMP_SLE); }
void FunctionTranslator::i16x8_le_u() { compare_lanes(i16_type(), CmpInst::ICMP_ULE); }
void FunctionTranslator::i16x8_ge_s() { compare_lanes(i16_type(), CmpInst::ICMP_SGE); }
void FunctionTranslator::i16x8_ge_u() { compare_lanes(i16_type(), CmpInst::ICMP_UGE); }

void FunctionTranslator::i32x4_eq() { compare_lanes(context_.i32, CmpInst::ICMP_EQ); }
void FunctionTranslator::i32x4_ne() { compare_lanes(context_.i32, CmpInst::ICMP_NE); }
void FunctionTranslator::i32x4_lt_s() { compare_lanes(context_.i32, CmpInst::ICMP_SLT); }
void FunctionTranslator::i32x4_lt_u() { compare_lanes(context_.i32, CmpInst::ICMP_ULT); }
void FunctionTranslator::i32x4_gt_s() { compare_lanes(context_.i32, CmpInst::ICMP_SGT); }
void FunctionTranslator::i32x4_gt_u() { compare_lanes(context_.i32, CmpInst::ICMP_UGT); }
void FunctionTranslator::i32x4_le_s() { compare_lanes(context_.i32, CmpInst::ICMP_SLE); }
void FunctionTranslator::i32x4_le_u() { compare_lanes(context_.i32, CmpInst::ICMP_ULE); }
void FunctionTranslator::i32x4_ge_s() { compare_lanes(context_.i32, CmpInst::ICMP_SGE); }
void FunctionTranslator::i32x4_ge_u() { compare_lanes(context_.i32, CmpInst::ICMP_UGE); }

void FunctionTranslator::i64x2_eq() { compare_lanes(context_.i64, CmpInst::ICMP_EQ); }
void FunctionTranslator::i64x2_ne() { compare_lanes(context_.i64, CmpInst::ICMP_NE); }
void FunctionTranslator::i64x2_lt_s() { compare_lanes(context_.i64, CmpInst::ICMP_SLT); }
void FunctionTranslator::i64x2_gt_s() { compare_lanes(context_.i64, CmpInst::ICMP_SGT); }
void FunctionTranslator::i64x2_le_s() { compare_lanes(context_.i64, CmpInst::ICMP_SLE); }
void FunctionTranslator::i64x2_ge_s() { compare_lanes(context_.i64, CmpInst::ICMP_SGE); }

void FunctionTranslator::f32x4_eq() { compare_lanes(f32_type(), CmpInst::FCMP_OEQ); }
void FunctionTranslator::f32x4_ne() { compare_lanes(f32_type(), CmpInst::FCMP_UNE); }
void FunctionTranslator::f32x4_lt() { compare_lanes(f32_type(), CmpInst::FCMP_OLT); }
void FunctionTranslator::f32x4_gt() { compare_lanes(f32_type(), CmpInst::FCMP_OGT); }
void FunctionTranslator::f32x4_le() { compare_lanes(f32_type(), CmpInst::FCMP_OLE); }
void FunctionTranslator::f32x4_ge() { compare_lanes(f32_type(), CmpInst::FCMP_OGE); }

void FunctionTranslator::f64x2_eq() { compare_lanes(f64_type(), CmpInst::FCMP_OEQ); }
void FunctionTranslator::f64x2_ne() { compare_lanes(f64_type(), CmpInst::FCMP_UNE); }
void FunctionTranslator::f64x2_lt() { compare_lanes(f64_type(), CmpInst::FCMP_OLT); }
void FunctionTranslator::f64x2_gt() { compare_lanes(f64_type(), CmpInst::FCMP_OGT); }
void FunctionTranslator::f64x2_le() { compare_lanes(f64_type(), CmpInst::FCMP_OLE); }
void FunctionTranslator::f64x2_ge() { compare_lanes(f64_type(), CmpInst::FCMP_OGE); }

}  // namespace wasmc
