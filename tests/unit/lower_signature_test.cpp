#include <doctest/doctest.h>
#include <llvm/IR/LLVMContext.h>

#include "compiler/translate/signature.h"

namespace wasmc {

namespace {

constexpr Architecture architectures[] = {Architecture::x86_64, Architecture::aarch64, Architecture::riscv64};

std::vector<ValueType> times(size_t count, ValueType type) { return std::vector<ValueType>(count, type); }

struct Sample {
  Signature lower(const FunctionType& type, Architecture architecture, Convention convention) {
    return lower_signature(context, type, architecture, convention);
  }

  llvm::LLVMContext context;
};

size_t in_memory(const std::vector<Signature::Place>& places) {
  size_t count = 0;
  for (const Signature::Place& place : places) count += place.in_register ? 0 : 1;
  return count;
}

}  // namespace

TEST_CASE("ordinary calls pass all parameters, however many") {
  Sample sample;
  const Signature signature =
      sample.lower({times(20, ValueType::i64()), {}}, Architecture::x86_64, Convention::ordinary);
  CHECK(in_memory(signature.params) == 0);
  CHECK(signature.type->getNumParams() == 21);
}

TEST_CASE("tail calls pass what finds no register in memory") {
  Sample sample;
  const FunctionType type{times(20, ValueType::i64()), {}};
  CHECK(in_memory(sample.lower(type, Architecture::x86_64, Convention::tail).params) == 14);
  CHECK(in_memory(sample.lower(type, Architecture::aarch64, Convention::tail).params) == 12);
  CHECK(in_memory(sample.lower(type, Architecture::riscv64, Convention::tail).params) == 13);
  const FunctionType floats{times(20, ValueType::f32()), {}};
  for (Architecture architecture : architectures)
    CHECK(in_memory(sample.lower(floats, architecture, Convention::tail).params) == 12);
}

TEST_CASE("the area for results takes a register from the parameters of tail calls") {
  Sample sample;
  const FunctionType type{times(7, ValueType::i64()), times(9, ValueType::i32())};
  CHECK(in_memory(sample.lower(type, Architecture::x86_64, Convention::tail).params) == 2);
  CHECK(in_memory(sample.lower(type, Architecture::riscv64, Convention::tail).params) == 1);
}

TEST_CASE("on riscv64 tail calls of equal results have equal types") {
  Sample sample;
  const FunctionType none{{}, {ValueType::i32()}};
  const FunctionType many{{ValueType::f32(), ValueType::v128(), ValueType::funcref()}, {ValueType::i32()}};
  CHECK(sample.lower(none, Architecture::riscv64, Convention::tail).type ==
        sample.lower(many, Architecture::riscv64, Convention::tail).type);
}

TEST_CASE("both conventions return results alike, in the registers that there are") {
  Sample sample;
  const FunctionType type{{}, {ValueType::i32(), ValueType::f64(), ValueType::i64(), ValueType::v128()}};
  for (Architecture architecture : architectures) {
    const Signature ordinary = sample.lower(type, architecture, Convention::ordinary);
    CHECK(ordinary.type->getReturnType() == sample.lower(type, architecture, Convention::tail).type->getReturnType());
    CHECK(ordinary.area_results == (architecture == Architecture::riscv64 ? 2 : 0));
  }
}

}  // namespace wasmc
