#include "compiler/codegen/keep_divisions.h"

#include <doctest/doctest.h>

#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Verifier.h>

#include <string>

#include "tests/unit/compiled_program.h"
#include "tests/unit/parsed_function.h"

using namespace wasmc;

namespace {

// The loop over $w adds the same quotient in each of its rounds, of which there is none when $v is 12.
std::string loop_over(const std::string& division) {
  return R"((module (func (export "f") (param $times i32) (result i32)
    (local $v i32) (local $w i32) (local $sum i32)
    (loop
      (local.set $w (i32.const 0))
      (loop
        (local.set $sum (i32.add (local.get $sum)
          ()" +
         division + R"( (i32.const 65535) (i32.sub (local.get $v) (i32.const 12)))))
        (br_if 0 (i32.lt_u (local.tee $w (i32.add (local.get $w) (i32.const 1))) (i32.const 33))))
      (br_if 0 (i32.lt_u (local.tee $v (i32.add (local.get $v) (i32.const 1))) (local.get $times))))
    (local.get $sum))))";
}

}  // namespace

TEST_CASE("a quotient that a loop adds in each round is not computed ahead of the check of its divisor") {
  for (const OptimisationLevel level : all_levels) {
    for (const char* division : {"i32.div_u", "i32.rem_u", "i32.div_s", "i32.rem_s"}) {
      CAPTURE(division);
      CompiledProgram program(loop_over(division), options_at(level));
      std::vector<Value> values = {value_of(uint32_t{16})};
      CHECK(program.call("f", values).trap.code == TrapCode::integer_divide_by_zero);
      CHECK(program.results("f", {value_of(uint32_t{12})}).size() == 1);
    }
  }
}

TEST_CASE("quotients are hidden unless their divisor is constant") {
  ParsedFunction parsed(R"(
define i32 @f(i32 %a, i32 %b) {
  %quotient = udiv i32 %a, %b
  %rest = srem i32 %quotient, 7
  %sum = add i32 %quotient, %rest
  ret i32 %sum
}
)");
  hide_quotients(parsed.module());
  CHECK_FALSE(llvm::verifyFunction(parsed.function()));
  size_t hidden = 0;
  for (const llvm::Instruction& each : llvm::instructions(parsed.function()))
    hidden += llvm::isa<llvm::FreezeInst>(each);
  CHECK(hidden == 1);
  CHECK(parsed.instruction(0).hasOneUse());
}
