#include <doctest/doctest.h>

#include "tests/unit/compiled_program.h"

using namespace wasmc;

namespace {

constexpr std::string_view operations = R"((module
  (func (export "add") (param i64 i64 i64 i64) (result i64 i64)
    local.get 0 local.get 1 local.get 2 local.get 3 i64.add128)
  (func (export "sub") (param i64 i64 i64 i64) (result i64 i64)
    local.get 0 local.get 1 local.get 2 local.get 3 i64.sub128)
  (func (export "mul_s") (param i64 i64) (result i64 i64) local.get 0 local.get 1 i64.mul_wide_s)
  (func (export "mul_u") (param i64 i64) (result i64 i64) local.get 0 local.get 1 i64.mul_wide_u)
))";

constexpr uint64_t all_ones = ~uint64_t{0};

// The result's halves, the low one first.
std::vector<uint64_t> halves(CompiledProgram& program, const char* name, const std::vector<uint64_t>& numbers) {
  std::vector<Value> arguments;
  for (uint64_t number : numbers) arguments.push_back(value_of(number));
  const std::vector<Value> results = program.results(name, arguments, 2);
  return {results[0].i64, results[1].i64};
}

using Halves = std::vector<uint64_t>;

}  // namespace

TEST_CASE("128-bit sums carry from the low half to the high one, at every level") {
  for (OptimisationLevel level : all_levels) {
    CompiledProgram program(operations, options_at(level));
    CHECK(halves(program, "add", {all_ones, 1, 1, 2}) == Halves{0, 4});
    CHECK(halves(program, "add", {all_ones, all_ones, 1, 0}) == Halves{0, 0});
    CHECK(halves(program, "sub", {0, 5, 1, 2}) == Halves{all_ones, 2});
    CHECK(halves(program, "sub", {0, 0, 1, 0}) == Halves{all_ones, all_ones});
  }
}

TEST_CASE("widening multiplication gives both halves, signed and unsigned, at every level") {
  for (OptimisationLevel level : all_levels) {
    CompiledProgram program(operations, options_at(level));
    CHECK(halves(program, "mul_u", {all_ones, all_ones}) == Halves{1, all_ones - 1});
    CHECK(halves(program, "mul_s", {all_ones, all_ones}) == Halves{1, 0});
    CHECK(halves(program, "mul_s", {all_ones, 2}) == Halves{all_ones - 1, all_ones});
    CHECK(halves(program, "mul_s", {uint64_t{1} << 63, uint64_t{1} << 63}) == Halves{0, uint64_t{1} << 62});
  }
}
