#include "compiler/codegen/part_sites.h"

#include <doctest/doctest.h>

#include <string>

#include "compiler/compile.h"
#include "compiler/text/text_module.h"
#include "format/trap_table.h"
#include "tests/unit/compiled_program.h"

namespace wasmc {

namespace {

// Both branches end in the same stores.
constexpr const char* equal_ends = R"((module
  (memory 1)
  (func (export "f") (param i32 i32)
    (if (local.get 0)
      (then
        (i32.store (local.get 1) (i32.load (i32.const 8)))
        (i32.store offset=16 (local.get 1) (local.get 0))
        (i32.store offset=32 (local.get 1) (local.get 1))
        (i32.store offset=48 (local.get 1) (local.get 1)))
      (else
        (i32.store (local.get 1) (i32.load (i32.const 12)))
        (i32.store offset=16 (local.get 1) (local.get 0))
        (i32.store offset=32 (local.get 1) (local.get 1))
        (i32.store offset=48 (local.get 1) (local.get 1)))))))";

uint32_t position_of_trap(CompiledProgram& program, uint32_t branch, uint32_t address) {
  std::vector<Value> values = {value_of(branch), value_of(address)};
  const std::optional<TrapPosition> position = program.call("f", values).trap.position;
  REQUIRE(position.has_value());
  return position->wasm_offset;
}

// Functions whose code is the same: some arithmetic around a store.
std::string equal_functions(unsigned count) {
  std::string text = "(module (memory 1)\n";
  for (unsigned i = 0; i < count; ++i) {
    text += "(func (export \"f" + std::to_string(i) + R"(") (param i32 i32) (result i32)
      (i32.store (local.get 1) (local.get 0))
      (i32.xor (i32.const 0x7654321)
        (i32.mul (i32.const 0x1234567)
          (i32.rotl (i32.const 7) (i32.add (local.get 0) (i32.const 0x2345678)))))))";
  }
  return text + ")";
}

}  // namespace

TEST_CASE("of equal ends of two branches each traps at its own position") {
  for (const OptimisationLevel level : all_levels) {
    CAPTURE(to_string(level));
    CompiledProgram program(equal_ends, options_at(level));
    for (const uint32_t address : {65536u, 65520u, 65504u, 65488u}) {
      CAPTURE(address);
      CHECK(position_of_trap(program, 1, address) < position_of_trap(program, 0, address));
    }
  }
}

TEST_CASE("code is outlined around sites on each architecture") {
  const Result<TextModule> text = parse_text_module(equal_functions(20));
  REQUIRE(text.has_value());
  for (const char* target : {"x86_64-linux", "aarch64-linux", "riscv64-linux"}) {
    CAPTURE(target);
    CompileOptions options = options_at(OptimisationLevel::Os);
    options.target = target;
    const Result<Artifact> artifact = compile(text->bytes, options);
    REQUIRE(artifact.has_value());
    const auto sites = decode_trap_table(artifact->trap_sites);
    REQUIRE(sites.has_value());
    CHECK(sites->size() == 20);
  }
}

}  // namespace wasmc
