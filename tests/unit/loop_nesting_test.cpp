#include "compiler/analyze/loop_nesting.h"

#include <doctest/doctest.h>

#include <string>

#include "compiler/binary/decode.h"
#include "compiler/text/text_module.h"
#include "tests/unit/compiled_program.h"

using namespace wasmc;

namespace {

size_t loops_of(const std::string& body) {
  const Result<TextModule> text = parse_text_module("(module (func (param i32) " + body + "))");
  REQUIRE(text);
  const Result<Module> module = decode_module(text->bytes, FeatureSet::defaults());
  REQUIRE(module);
  return count_nested_loops(*module, module->functions[0]);
}

// Loops in each other that change a variable in each round.
std::string nest(int depth) {
  std::string text = "(module (memory 1) (func (export \"f\") (param i32) (result i32) (local i32)";
  for (int i = 0; i < depth; ++i) text += "(loop (local.set 1 (i32.add (local.get 1) (local.get 0)))";
  text += "(i32.store8 (i32.const 8) (local.get 1))";
  for (int i = 0; i < depth; ++i) text += "(br_if 0 (i32.lt_u (local.get 1) (i32.const 5))))";
  return text + "(local.get 1)))";
}

}  // namespace

TEST_CASE("loops are counted that are open at once, whatever is between them") {
  CHECK(loops_of("") == 0);
  CHECK(loops_of("(loop) (loop (loop)) (loop)") == 2);
  CHECK(loops_of("(block (loop (if (local.get 0) (then (loop (block))) (else (loop)))))") == 2);
  CHECK(loops_of("(block) (loop (block (loop (block (loop)))))") == 3);
}

TEST_CASE("thousands of nested loops are compiled, if not optimised") {
  for (const OptimisationLevel level : {OptimisationLevel::O1, OptimisationLevel::O3}) {
    CompiledProgram program(nest(10000), options_at(level));
    CHECK(program.results("f", {value_of(uint32_t{1})})[0].i32 == 10000);
  }
}
