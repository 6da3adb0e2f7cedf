// memory.copy and memory.fill of constant lengths, beside the same of lengths that only the run knows. On the machine
// that the test runs on.
#include <doctest/doctest.h>

#include <string>

#include "tests/unit/compiled_program.h"

using namespace wasmc;

namespace {

constexpr uint32_t most_bytes = 66;

// Memory 0 has 65536 bytes, memory 1 the same contents. For each length there are functions that copy and fill so many
// bytes; "copy" and "fill" take the length.
std::string source_of(const char* memories) {
  std::string source = std::string("(module ") + memories + R"(
    (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
    (func (export "copy_other") (param i32 i32 i32) (memory.copy 0 1 (local.get 0) (local.get 1) (local.get 2)))
    (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
    (func (export "prepare") (local i32)
      (loop
        (i32.store8 (local.get 0) (i32.mul (local.get 0) (i32.const 37)))
        (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 65536))))
      (memory.copy 1 0 (i32.const 0) (i32.const 0) (i32.const 65536)))
    (func (export "hash") (result i64) (local i32 i64)
      (loop
        (local.set 1 (i64.add (i64.mul (local.get 1) (i64.const 31)) (i64.load (local.get 0))))
        (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 8))) (i32.const 65536))))
      (local.get 1)))";
  for (uint32_t length = 0; length <= most_bytes; ++length) {
    const std::string n = std::to_string(length);
    source += "(func (export \"copy" + n + "\") (param i32 i32) (memory.copy (local.get 0) (local.get 1) (i32.const " +
              n + ")))\n(func (export \"copy_other" + n +
              "\") (param i32 i32) (memory.copy 0 1 (local.get 0) (local.get 1) (i32.const " + n +
              ")))\n(func (export \"fill" + n +
              "\") (param i32 i32) (memory.fill (local.get 0) (local.get 1) (i32.const " + n + ")))\n";
  }
  return source + ")";
}

struct Effect {
  TrapCode trap;
  uint64_t hash;
  bool operator==(const Effect&) const = default;
};

// What a call does to memory as it was prepared.
Effect effect_of(CompiledProgram& program, const std::string& name, const std::vector<uint32_t>& arguments) {
  program.results("prepare", {}, 0);
  std::vector<Value> values;
  for (const uint32_t argument : arguments) values.push_back(value_of(argument));
  const TrapCode trap = program.call(name, values).trap.code;
  return {trap, program.results("hash", {})[0].i64};
}

void compare(CompiledProgram& program, const std::string& name, uint32_t first, uint32_t second, uint32_t length) {
  CAPTURE(name);
  CAPTURE(first);
  CAPTURE(second);
  CAPTURE(length);
  CHECK(effect_of(program, name + std::to_string(length), {first, second}) ==
        effect_of(program, name, {first, second, length}));
}

void compare_all(CompiledProgram& program) {
  for (uint32_t length = 0; length <= most_bytes; ++length) {
    const uint32_t last = 65536 - length;
    for (const uint32_t from : {1003U, 1000 - length / 2, last, last + 1}) compare(program, "copy", 1000, from, length);
    for (const uint32_t to : {last, last + 1, UINT32_MAX}) {
      compare(program, "copy", to, 1000, length);
      compare(program, "fill", to, 0x1234, length);
    }
    compare(program, "copy_other", 2000, 500, length);
    compare(program, "copy_other", 2000, last + 1, length);
    compare(program, "fill", 1000, 0xabcd, length);
  }
}

}  // namespace

TEST_CASE("few bytes are copied and filled as many are, up to the end of a memory and not beyond") {
  const std::string source = source_of("(memory 1 1) (memory 1 1)");
  for (const OptimisationLevel level : {OptimisationLevel::O0, OptimisationLevel::O3}) {
    for (const MemoryStrategy strategy : {MemoryStrategy::guard, MemoryStrategy::checked}) {
      CAPTURE(to_string(level));
      CAPTURE(to_string(strategy));
      CompileOptions options = options_at(level);
      options.memory = strategy;
      CompiledProgram program(source, options);
      compare_all(program);
    }
  }
}
