#include "compiler/codegen/recursion.h"

#include <doctest/doctest.h>

#include <string>

#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Verifier.h>

#include "tests/unit/compiled_program.h"
#include "tests/unit/parsed_function.h"

using namespace wasmc;

namespace {

struct Counts {
  bool changed;
  size_t calls;
};

// Of a function that calls itself, or another one, so many times, and does `work` before.
Counts inline_recursion_of(int times, const std::string& callee = "@f", const std::string& work = "") {
  std::string calls;
  for (int i = 0; i < times; ++i) {
    calls += "  %r" + std::to_string(i) + " = call i32 " + callee + "(i32 %less, i32 %a)\n";
  }
  ParsedFunction parsed(R"(
define i32 @f(i32 %n, i32 %a) {
  %end = icmp eq i32 %n, 0
  br i1 %end, label %last, label %more
more:
  %less = sub i32 %n, 1
)" + work + calls + R"(
  ret i32 %r0
last:
  ret i32 %a
}
declare i32 @g(i32, i32)
)");
  llvm::Function& function = *parsed.module().getFunction("f");
  Counts counts{inline_recursion(function), 0};
  CHECK_FALSE(llvm::verifyModule(parsed.module()));
  CHECK(parsed.module().size() == 2);
  for (const llvm::Instruction& each : llvm::instructions(function)) counts.calls += llvm::isa<llvm::CallInst>(each);
  return counts;
}

}  // namespace

TEST_CASE("a function is copied twice into each of its calls of itself") {
  CHECK(inline_recursion_of(1).calls == 1);
  CHECK(inline_recursion_of(1).changed);
  CHECK(inline_recursion_of(2).calls == 8);
}

TEST_CASE("where that makes too many calls it is copied once, or not at all") {
  CHECK(inline_recursion_of(3).calls == 9);
  CHECK(inline_recursion_of(5).calls == 5);
  CHECK_FALSE(inline_recursion_of(5).changed);
}

TEST_CASE("functions that call others, and large ones, are left as they are") {
  CHECK_FALSE(inline_recursion_of(1, "@g").changed);
  std::string much = "  %w0 = mul i32 %a, %n\n";
  for (int i = 0; i < 60; ++i) much += "  %w" + std::to_string(i + 1) + " = mul i32 %w" + std::to_string(i) + ", %n\n";
  CHECK_FALSE(inline_recursion_of(1, "@f", much).changed);
}

TEST_CASE("recursion that ends has its result, and that which does not ends in a trap") {
  constexpr const char* source = R"((module
    (func $fib (export "fib") (param i32) (result i32)
      (if (result i32) (i32.lt_u (local.get 0) (i32.const 2)) (then (local.get 0))
        (else (i32.add
          (call $fib (i32.sub (local.get 0) (i32.const 1))) (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
    (func $endless (export "endless") (param i32) (result i32)
      (i32.add (i32.const 1) (call $endless (local.get 0))))))";
  for (const OptimisationLevel level : all_levels) {
    CompiledProgram program(source, options_at(level));
    CHECK(program.results("fib", {value_of(uint32_t{20})})[0].i32 == 6765);
    std::vector<Value> values = {value_of(uint32_t{1})};
    CHECK(program.call("endless", values).trap.code == TrapCode::stack_exhausted);
  }
}
