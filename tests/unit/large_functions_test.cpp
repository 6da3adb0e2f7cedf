#include "compiler/codegen/large_functions.h"

#include <doctest/doctest.h>
#include <llvm/AsmParser/Parser.h>
#include <llvm/Support/SourceMgr.h>

#include <memory>
#include <string>

#include "tests/unit/compiled_program.h"
#include "tests/unit/pass_runner.h"

using namespace wasmc;

namespace {

std::unique_ptr<llvm::Module> parse(const std::string& text, llvm::LLVMContext& context) {
  llvm::SMDiagnostic problem;
  std::unique_ptr<llvm::Module> ir = llvm::parseAssemblyString(text, problem, context);
  REQUIRE_MESSAGE(ir != nullptr, problem.getMessage().str());
  return ir;
}

// A loop with a head that `cases` blocks lead back to, each with another value for each of the variables.
std::string loop_text(int cases, int variables) {
  std::string text = "define i32 @f(i32 %x) {\nentry:\n  br label %head\nhead:\n";
  for (int v = 0; v < variables; ++v) {
    text += "  %v" + std::to_string(v) + " = phi i32 [ 0, %entry ]";
    for (int c = 0; c < cases; ++c) text += ", [ " + std::to_string(c + v) + ", %c" + std::to_string(c) + " ]";
    text += "\n";
  }
  text += "  switch i32 %x, label %end [\n";
  for (int c = 0; c < cases; ++c) text += "    i32 " + std::to_string(c) + ", label %c" + std::to_string(c) + "\n";
  text += "  ]\n";
  for (int c = 0; c < cases; ++c) text += "c" + std::to_string(c) + ":\n  br label %head\n";
  return text + "end:\n  ret i32 %v0\n}\n";
}

// A function whose body is that many times `line`, with "#" a number of its own.
std::string repeat(const std::string& line, int times, const std::string& rest) {
  std::string text = "define i32 @f(ptr %p, i32 %x) {\n";
  for (int i = 0; i < times; ++i) {
    std::string copy = line;
    for (size_t at; (at = copy.find('#')) != std::string::npos;) copy.replace(at, 1, std::to_string(i));
    text += copy + "\n";
  }
  return text + rest + "\n}\n";
}

size_t instructions_after(const std::string& text, const char* pipeline) {
  llvm::LLVMContext context;
  const std::unique_ptr<llvm::Module> ir = parse(text, context);
  PassRunner runner;
  limit_passes(runner.callbacks);
  runner.run(*ir, pipeline);
  return measure(*ir->getFunction("f")).instructions;
}

bool is_too_large(const std::string& text) {
  llvm::LLVMContext context;
  return is_too_large_to_optimise(*parse(text, context));
}

// An interpreter of `cases` instructions, of which each adds its number to one of the variables and says which is next.
std::string interpreter(int cases, int variables) {
  std::string text = "(module (func (export \"run\") (param $steps i32) (result i32) (local $pc i32)";
  for (int v = 0; v < variables; ++v) text += " (local $v" + std::to_string(v) + " i32)";
  text += "\n(block $done (loop $next\n";
  for (int c = 0; c < cases; ++c) text += "(block ";
  text += "(br_table";
  for (int c = 0; c < cases; ++c) text += " " + std::to_string(c);
  text += " (local.get $pc)))\n";
  for (int c = 0; c < cases; ++c) {
    const std::string variable = "$v" + std::to_string(c % variables);
    text += "(local.set " + variable + " (i32.add (local.get " + variable + ") (i32.const " + std::to_string(c) +
            ")))" + "(local.set $pc (i32.rem_u (i32.add (local.get $pc) (i32.const 7)) (i32.const " +
            std::to_string(cases) + ")))(br_if $next (local.tee $steps (i32.sub (local.get $steps) (i32.const 1))))" +
            (c + 1 < cases ? "(br $done))\n" : "\n");
  }
  text += "))\n(i32.const 0)";
  for (int v = 0; v < variables; ++v) text += "(i32.xor (local.get $v" + std::to_string(v) + "))";
  return text + "))";
}

uint32_t interpret(uint32_t cases, uint32_t variables, uint32_t steps) {
  std::vector<uint32_t> values(variables);
  for (uint32_t pc = 0; steps > 0; --steps, pc = (pc + 7) % cases) values[pc % variables] += pc;
  uint32_t result = 0;
  for (const uint32_t value : values) result ^= value;
  return result;
}

}  // namespace

TEST_CASE("a function is too large to be optimised if its variables meet too often") {
  CHECK_FALSE(is_too_large(loop_text(900, 100)));
  CHECK(is_too_large(loop_text(1100, 100)));
}

TEST_CASE("redundant loads are looked for in functions of ordinary size, and not in the largest") {
  const std::string line = "  %v# = load i32, ptr %p";
  CHECK(instructions_after(repeat(line, 1000, "  ret i32 %v999"), "function(gvn)") < 10);
  CHECK(instructions_after(repeat(line, 50'000, "  ret i32 %v999"), "function(gvn)") == 50'001);
}

TEST_CASE("variables stay in memory where they would become more phis than there is memory for") {
  const std::string variables = "  %v# = alloca i32\n  store i32 %x, ptr %v#";
  const std::string rest = "  %result = load i32, ptr %v7\n  ret i32 %result";
  CHECK(instructions_after(repeat(variables, 1000, rest), "function(mem2reg)") == 1);
  std::string blocks = "  br label %b0\n";
  for (int i = 0; i < 5000; ++i) {
    blocks += "b" + std::to_string(i) + ":\n  br label %b" + std::to_string(i + 1) + "\n";
  }
  CHECK(instructions_after(repeat(variables, 1000, blocks + "b5000:\n" + rest), "function(mem2reg)") > 2000);
}

TEST_CASE("an interpreter that is too large to be optimised runs right") {
  constexpr uint32_t cases = 2500;
  constexpr uint32_t variables = 50;
  CompiledProgram program(interpreter(cases, variables));
  for (const uint32_t steps : {1u, 2u, 1000u, 20'000u}) {
    CHECK(program.results("run", {value_of(steps)})[0].i32 == interpret(cases, variables, steps));
  }
}
