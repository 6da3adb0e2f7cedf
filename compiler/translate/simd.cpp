// What the files simd_*.cpp share: vectors on the operand stack, and the shapes in which instructions see them.
#include <llvm/Analysis/VectorUtils.h>

#include "compiler/translate/function.h"

namespace wasmc {

// A v128 is <16 x i8> on the stack and everywhere else; the casts to and from other shapes cost nothing, as lanes are
// little-endian in wasm and on every target.
llvm::FixedVectorType* FunctionTranslator::lanes_of(llvm::Type* lane) const {
  return llvm::FixedVectorType::get(lane, 128 / lane->getScalarSizeInBits());
}

llvm::Value* FunctionTranslator::pop_lanes(llvm::Type* lane) { return builder_.CreateBitCast(pop(), lanes_of(lane)); }

void FunctionTranslator::push_vector(llvm::Value* value) { push(builder_.CreateBitCast(value, lanes_of(context_.i8))); }

llvm::Value* FunctionTranslator::half_of(llvm::Value* vector, Half half) {
  const unsigned count = llvm::cast<llvm::FixedVectorType>(vector->getType())->getNumElements() / 2;
  return builder_.CreateShuffleVector(vector, llvm::createSequentialMask(half == Half::low ? 0 : count, count, 0));
}

// The lanes `first`, `first` + 2, ...
llvm::Value* FunctionTranslator::every_other_of(llvm::Value* vector, int first) {
  const unsigned count = llvm::cast<llvm::FixedVectorType>(vector->getType())->getNumElements() / 2;
  return builder_.CreateShuffleVector(vector, llvm::createStrideMask(static_cast<unsigned>(first), 2, count));
}

// 128 bits from 64, the upper ones zero.
llvm::Value* FunctionTranslator::zero_upper(llvm::Value* vector) {
  const unsigned count = llvm::cast<llvm::FixedVectorType>(vector->getType())->getNumElements() * 2;
  llvm::Value* zero = llvm::Constant::getNullValue(vector->getType());
  return builder_.CreateShuffleVector(vector, zero, llvm::createSequentialMask(0, count, 0));
}

// As many lanes of twice the width.
llvm::Value* FunctionTranslator::extend_lanes(llvm::Value* vector, bool is_signed) {
  llvm::Type* wide = llvm::VectorType::getExtendedElementVectorType(llvm::cast<llvm::VectorType>(vector->getType()));
  return builder_.CreateIntCast(vector, wide, is_signed);
}

void FunctionTranslator::vector_binary(llvm::Type* lane, Binary operation) {
  llvm::Value* right = pop_lanes(lane);
  llvm::Value* left = pop_lanes(lane);
  push_vector(builder_.CreateBinOp(operation, left, right));
}

void FunctionTranslator::vector_unary_intrinsic(llvm::Type* lane, llvm::Intrinsic::ID intrinsic) {
  push_vector(builder_.CreateUnaryIntrinsic(intrinsic, pop_lanes(lane)));
}

void FunctionTranslator::vector_binary_intrinsic(llvm::Type* lane, llvm::Intrinsic::ID intrinsic) {
  llvm::Value* right = pop_lanes(lane);
  llvm::Value* left = pop_lanes(lane);
  push_vector(builder_.CreateBinaryIntrinsic(intrinsic, left, right));
}

}  // namespace wasmc
