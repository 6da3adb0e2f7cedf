#include "compiler/codegen/long_multiplication.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <llvm/ADT/APInt.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Verifier.h>

#include "tests/unit/compiled_program.h"
#include "tests/unit/parsed_function.h"

using namespace wasmc;

namespace {

// Both halves of x times y, of products of 32 bits.
const std::string parts = R"(
  %xl = and i64 %x, 4294967295
  %xh = lshr i64 %x, 32
  %yl = and i64 %y, 4294967295
  %yh = lshr i64 %y, 32
  %low = mul i64 %yl, %xl
  %low_carry = lshr i64 %low, 32
  %first = mul i64 %yl, %xh
  %middle = add i64 %low_carry, %first
  %middle_low = and i64 %middle, 4294967295
  %second = mul i64 %yh, %xl
  %cross = add i64 %middle_low, %second
  %high = mul i64 %xh, %yh
  %middle_carry = lshr i64 %middle, 32
  %cross_carry = lshr i64 %cross, 32
)";
const std::string upper = R"(
  %sum = add i64 %high, %middle_carry
  %upper = add i64 %cross_carry, %sum
)";
const std::string lower = R"(
  %shifted = shl i64 %cross, 32
  %kept = and i64 %low, 4294967295
  %lower = or i64 %shifted, %kept
)";

struct Counts {
  bool joined;
  size_t narrow;  // multiplications of 64 bits
  size_t wide;    // of 128
};

Counts join(const std::string& body) {
  ParsedFunction parsed("define i64 @f(i64 %x, i64 %y, i64 %z, ptr %p) {\n" + body + "}\n");
  llvm::Function& function = *parsed.module().getFunction("f");
  Counts counts{join_long_multiplications(function), 0, 0};
  CHECK_FALSE(llvm::verifyFunction(function));
  for (const llvm::Instruction& each : llvm::instructions(function)) {
    if (each.getOpcode() != llvm::Instruction::Mul) continue;
    (each.getType()->isIntegerTy(64) ? counts.narrow : counts.wide) += 1;
  }
  return counts;
}

uint64_t upper_half(uint64_t x, uint64_t y) {
  return (llvm::APInt(128, x) * llvm::APInt(128, y)).lshr(64).getZExtValue();
}

}  // namespace

TEST_CASE("the upper half of a product of parts is that of one multiplication") {
  const Counts counts = join(parts + upper + "  ret i64 %upper\n");
  CHECK(counts.joined);
  CHECK(counts.narrow == 0);
  CHECK(counts.wide == 1);
}

TEST_CASE("the lower half comes from the same multiplication") {
  const Counts counts = join(parts + lower + upper + "  store i64 %lower, ptr %p\n  ret i64 %upper\n");
  CHECK(counts.joined);
  CHECK(counts.narrow == 0);
  CHECK(counts.wide == 1);
}

TEST_CASE("other terms of the sum stay in it, as often as they are there") {
  const Counts counts = join(parts + R"(
  %other = mul i64 %z, %x
  %with_other = add i64 %other, %high
  %sum = add i64 %with_other, %middle_carry
  %more = add i64 %sum, %cross_carry
  %upper = add i64 %more, %high
  ret i64 %upper
)");
  CHECK(counts.joined);
  CHECK(counts.wide == 1);
  CHECK(counts.narrow == 2);
}

TEST_CASE("a sum without one of the carries, or of products of something else, is left as it is") {
  CHECK_FALSE(join(parts + "  %upper = add i64 %high, %middle_carry\n  ret i64 %upper\n").joined);
  std::string other = parts;
  other.replace(other.find("%yh, %xl"), 8, "%yh, %yl");
  CHECK_FALSE(join(other + upper + "  ret i64 %upper\n").joined);
}

TEST_CASE("products of 128 bits are right, whatever they are made of") {
  constexpr const char* source = R"((module
    (func $product (param $x i64) (param $y i64) (result i64 i64)
      (local $xl i64) (local $xh i64) (local $yl i64) (local $yh i64) (local $low i64) (local $m i64) (local $c i64)
      (local.set $xl (i64.and (local.get $x) (i64.const 0xffffffff)))
      (local.set $xh (i64.shr_u (local.get $x) (i64.const 32)))
      (local.set $yl (i64.and (local.get $y) (i64.const 0xffffffff)))
      (local.set $yh (i64.shr_u (local.get $y) (i64.const 32)))
      (local.set $low (i64.mul (local.get $xl) (local.get $yl)))
      (local.set $m (i64.add (i64.shr_u (local.get $low) (i64.const 32)) (i64.mul (local.get $yl) (local.get $xh))))
      (local.set $c
        (i64.add (i64.and (local.get $m) (i64.const 0xffffffff)) (i64.mul (local.get $yh) (local.get $xl))))
      (i64.or (i64.shl (local.get $c) (i64.const 32)) (i64.and (local.get $low) (i64.const 0xffffffff)))
      (i64.add (i64.shr_u (local.get $c) (i64.const 32))
        (i64.add (i64.mul (local.get $xh) (local.get $yh)) (i64.shr_u (local.get $m) (i64.const 32)))))
    (func (export "low") (param i64 i64) (result i64) (call $product (local.get 0) (local.get 1)) (drop))
    (func (export "high") (param i64 i64) (result i64) (local i64)
      (call $product (local.get 0) (local.get 1)) (local.set 2) (drop) (local.get 2))))";
  constexpr uint64_t factors[] = {0,          1,           0x1'0000'0000,        0xffff'ffff,
                                  UINT64_MAX, 0x8000'0000, 0x123'4567'89ab'cdef, 0xfedc'ba98'7654'3210};
  for (const OptimisationLevel level : all_levels) {
    CompiledProgram program(source, options_at(level));
    for (const uint64_t x : factors) {
      for (const uint64_t y : factors) {
        const std::vector<Value> arguments = {value_of(x), value_of(y)};
        CHECK(program.results("low", arguments)[0].i64 == x * y);
        CHECK(program.results("high", arguments)[0].i64 == upper_half(x, y));
      }
    }
  }
}
