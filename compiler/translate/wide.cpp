// 128-bit integer arithmetic (the proposal "wide arithmetic"): a number is two i64, the low half first. LLVM's i128
// becomes what the processor has for it: add and adc, one widening multiplication.
#include "compiler/translate/function.h"

namespace wasmc {

using llvm::Instruction;

llvm::Value* FunctionTranslator::pop_wide() {
  llvm::Type* wide = builder_.getInt128Ty();
  llvm::Value* high = builder_.CreateZExt(pop(), wide);
  llvm::Value* low = builder_.CreateZExt(pop(), wide);
  return builder_.CreateOr(builder_.CreateShl(high, 64), low);
}

void FunctionTranslator::push_wide(llvm::Value* value) {
  push(builder_.CreateTrunc(value, context_.i64));
  push(builder_.CreateTrunc(builder_.CreateLShr(value, 64), context_.i64));
}

void FunctionTranslator::wide_binary(Binary operation) {
  llvm::Value* right = pop_wide();
  llvm::Value* left = pop_wide();
  push_wide(builder_.CreateBinOp(operation, left, right));
}

void FunctionTranslator::multiply_wide(bool is_signed) {
  llvm::Type* wide = builder_.getInt128Ty();
  llvm::Value* right = builder_.CreateIntCast(pop(), wide, is_signed);
  llvm::Value* left = builder_.CreateIntCast(pop(), wide, is_signed);
  push_wide(builder_.CreateMul(left, right));
}

void FunctionTranslator::i64_add128() { wide_binary(Instruction::Add); }
void FunctionTranslator::i64_sub128() { wide_binary(Instruction::Sub); }
void FunctionTranslator::i64_mul_wide_s() { multiply_wide(true); }
void FunctionTranslator::i64_mul_wide_u() { multiply_wide(false); }

}  // namespace wasmc
