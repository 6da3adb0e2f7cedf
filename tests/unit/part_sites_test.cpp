#include "compiler/codegen/part_sites.h"

#include <doctest/doctest.h>

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

}  // namespace wasmc
