// Integer instructions whose results have wider or narrower lanes than their operands.
#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/IntrinsicsAArch64.h>
#include <llvm/IR/IntrinsicsX86.h>

#include "compiler/translate/function.h"

namespace wasmc {

namespace Intrinsic = llvm::Intrinsic;

namespace {

// The instruction for narrowing lanes of that width; packusdw, for 32 bits to unsigned ones, came with SSE4.1.
Intrinsic::ID x86_pack(unsigned from_bits, bool is_signed) {
  if (from_bits == 16) return is_signed ? Intrinsic::x86_sse2_packsswb_128 : Intrinsic::x86_sse2_packuswb_128;
  return is_signed ? Intrinsic::x86_sse2_packssdw_128 : Intrinsic::x86_sse41_packusdw;
}

}  // namespace

// The lanes of both operands, signed in either case, saturated to what half the width can say.
void FunctionTranslator::narrow(llvm::Type* from, bool is_signed) {
  llvm::Value* right = pop_lanes(from);
  llvm::Value* left = pop_lanes(from);
  const unsigned bits = from->getIntegerBitWidth();
  const bool lacks_pack = bits == 32 && !is_signed && !cpu().sse41;
  if (!is_x86()) return push_vector(clamp_and_truncate(left, right, bits, is_signed));
  push_vector(lacks_pack ? pack_biased(left, right)
                         : builder_.CreateIntrinsic(x86_pack(bits, is_signed), {left, right}));
}

llvm::Value* FunctionTranslator::clamp_and_truncate(llvm::Value* left, llvm::Value* right, unsigned bits,
                                                    bool is_signed) {
  const int64_t least = is_signed ? -(int64_t{1} << (bits / 2 - 1)) : 0;
  const int64_t most = (int64_t{1} << (bits / 2 - (is_signed ? 1 : 0))) - 1;
  const unsigned count = 2 * (128 / bits);
  llvm::Value* lanes = builder_.CreateShuffleVector(left, right, llvm::createSequentialMask(0, count, 0));
  llvm::Type* type = lanes->getType();
  lanes = builder_.CreateBinaryIntrinsic(Intrinsic::smax, lanes, llvm::ConstantInt::getSigned(type, least));
  lanes = builder_.CreateBinaryIntrinsic(Intrinsic::smin, lanes, llvm::ConstantInt::getSigned(type, most));
  return builder_.CreateTrunc(lanes, lanes_of(builder_.getIntNTy(bits / 2)));
}

// Saturates to signed numbers what has been moved down to them, negative ones first made zero so that nothing wraps
// around.
llvm::Value* FunctionTranslator::pack_biased(llvm::Value* left, llvm::Value* right) {
  const auto biased = [&](llvm::Value* lanes) {
    llvm::Value* positive = builder_.CreateAnd(lanes, builder_.CreateNot(builder_.CreateAShr(lanes, 31)));
    return builder_.CreateSub(positive, llvm::ConstantInt::get(lanes->getType(), 0x8000));
  };
  llvm::Value* packed = builder_.CreateIntrinsic(Intrinsic::x86_sse2_packssdw_128, {biased(left), biased(right)});
  return builder_.CreateXor(packed, llvm::ConstantInt::get(packed->getType(), 0x8000));
}

void FunctionTranslator::extend(llvm::Type* from, Half half, bool is_signed) {
  push_vector(extend_lanes(half_of(pop_lanes(from), half), is_signed));
}

void FunctionTranslator::extend_multiply(llvm::Type* from, Half half, bool is_signed) {
  llvm::Value* right = half_of(pop_lanes(from), half);
  llvm::Value* left = half_of(pop_lanes(from), half);
  push_vector(multiply_extended(left, right, is_signed));
}

llvm::Value* FunctionTranslator::multiply_extended(llvm::Value* left, llvm::Value* right, bool is_signed) {
  llvm::Value* wide_left = extend_lanes(left, is_signed);
  llvm::Value* wide_right = extend_lanes(right, is_signed);
  return builder_.CreateMul(wide_left, wide_right);
}

llvm::Value* FunctionTranslator::add_pairs(llvm::Value* vector) {
  llvm::Value* even = every_other_of(vector, 0);
  llvm::Value* odd = every_other_of(vector, 1);
  return builder_.CreateAdd(even, odd);
}

// x86-64 has it as multiplication by ones with sums of pairs; pmaddubsw's first operand is the unsigned one.
llvm::Value* FunctionTranslator::add_extended_pairs(llvm::Value* vector, llvm::Type* from, bool is_signed) {
  llvm::Value* ones = llvm::ConstantInt::get(vector->getType(), 1);
  if (from == context_.i8 && cpu().ssse3) {
    llvm::Value* operands[] = {is_signed ? ones : vector, is_signed ? vector : ones};
    return builder_.CreateIntrinsic(Intrinsic::x86_ssse3_pmadd_ub_sw_128, operands);
  }
  if (from == i16_type() && is_signed && is_x86()) {
    return builder_.CreateIntrinsic(Intrinsic::x86_sse2_pmadd_wd, {vector, ones});
  }
  if (!is_aarch64()) return add_pairs(extend_lanes(vector, is_signed));
  const Intrinsic::ID add = is_signed ? Intrinsic::aarch64_neon_saddlp : Intrinsic::aarch64_neon_uaddlp;
  llvm::Type* wide = lanes_of(builder_.getIntNTy(2 * from->getIntegerBitWidth()));
  return builder_.CreateIntrinsic(add, {wide, vector->getType()}, {vector});
}

void FunctionTranslator::extend_add_pairs(llvm::Type* from, bool is_signed) {
  push_vector(add_extended_pairs(pop_lanes(from), from, is_signed));
}

// The sum of two products of -0x8000 wraps around in wasm, in pmaddwd and in generic arithmetic alike.
void FunctionTranslator::i32x4_dot_i16x8_s() {
  llvm::Value* right = pop_lanes(i16_type());
  llvm::Value* left = pop_lanes(i16_type());
  if (is_x86()) {
    push_vector(builder_.CreateIntrinsic(Intrinsic::x86_sse2_pmadd_wd, {left, right}));
  } else {
    push_vector(add_pairs(multiply_extended(left, right, true)));
  }
}

void FunctionTranslator::i8x16_narrow_i16x8_s() { narrow(i16_type(), true); }
void FunctionTranslator::i8x16_narrow_i16x8_u() { narrow(i16_type(), false); }
void FunctionTranslator::i16x8_narrow_i32x4_s() { narrow(context_.i32, true); }
void FunctionTranslator::i16x8_narrow_i32x4_u() { narrow(context_.i32, false); }

void FunctionTranslator::i16x8_extend_low_i8x16_s() { extend(context_.i8, Half::low, true); }
void FunctionTranslator::i16x8_extend_high_i8x16_s() { extend(context_.i8, Half::high, true); }
void FunctionTranslator::i16x8_extend_low_i8x16_u() { extend(context_.i8, Half::low, false); }
void FunctionTranslator::i16x8_extend_high_i8x16_u() { extend(context_.i8, Half::high, false); }
void FunctionTranslator::i16x8_extmul_low_i8x16_s() { extend_multiply(context_.i8, Half::low, true); }
void FunctionTranslator::i16x8_extmul_high_i8x16_s() { extend_multiply(context_.i8, Half::high, true); }
void FunctionTranslator::i16x8_extmul_low_i8x16_u() { extend_multiply(context_.i8, Half::low, false); }
void FunctionTranslator::i16x8_extmul_high_i8x16_u() { extend_multiply(context_.i8, Half::high, false); }
void FunctionTranslator::i16x8_extadd_pairwise_i8x16_s() { extend_add_pairs(context_.i8, true); }
void FunctionTranslator::i16x8_extadd_pairwise_i8x16_u() { extend_add_pairs(context_.i8, false); }

void FunctionTranslator::i32x4_extend_low_i16x8_s() { extend(i16_type(), Half::low, true); }
void FunctionTranslator::i32x4_extend_high_i16x8_s() { extend(i16_type(), Half::high, true); }
void FunctionTranslator::i32x4_extend_low_i16x8_u() { extend(i16_type(), Half::low, false); }
void FunctionTranslator::i32x4_extend_high_i16x8_u() { extend(i16_type(), Half::high, false); }
void FunctionTranslator::i32x4_extmul_low_i16x8_s() { extend_multiply(i16_type(), Half::low, true); }
void FunctionTranslator::i32x4_extmul_high_i16x8_s() { extend_multiply(i16_type(), Half::high, true); }
void FunctionTranslator::i32x4_extmul_low_i16x8_u() { extend_multiply(i16_type(), Half::low, false); }
void FunctionTranslator::i32x4_extmul_high_i16x8_u() { extend_multiply(i16_type(), Half::high, false); }
void FunctionTranslator::i32x4_extadd_pairwise_i16x8_s() { extend_add_pairs(i16_type(), true); }
void FunctionTranslator::i32x4_extadd_pairwise_i16x8_u() { extend_add_pairs(i16_type(), false); }

void FunctionTranslator::i64x2_extend_low_i32x4_s() { extend(context_.i32, Half::low, true); }
void FunctionTranslator::i64x2_extend_high_i32x4_s() { extend(context_.i32, Half::high, true); }
void FunctionTranslator::i64x2_extend_low_i32x4_u() { extend(context_.i32, Half::low, false); }
void FunctionTranslator::i64x2_extend_high_i32x4_u() { extend(context_.i32, Half::high, false); }
void FunctionTranslator::i64x2_extmul_low_i32x4_s() { extend_multiply(context_.i32, Half::low, true); }
void FunctionTranslator::i64x2_extmul_high_i32x4_s() { extend_multiply(context_.i32, Half::high, true); }
void FunctionTranslator::i64x2_extmul_low_i32x4_u() { extend_multiply(context_.i32, Half::low, false); }
void FunctionTranslator::i64x2_extmul_high_i32x4_u() { extend_multiply(context_.i32, Half::high, false); }

}  // namespace wasmc
