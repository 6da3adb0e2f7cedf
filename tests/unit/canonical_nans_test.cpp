#include "compiler/codegen/canonical_nans.h"

#include <cstring>
#include <string>

#include <doctest/doctest.h>

#include "tests/unit/compiled_program.h"

using namespace wasmc;

namespace {

constexpr uint32_t canonical_f32 = 0x7fc00000;
constexpr uint64_t canonical_f64 = 0x7ff8000000000000;

CompileOptions deterministic_at(OptimisationLevel level) {
  CompileOptions options = options_at(level);
  options.deterministic = true;
  return options;
}

// The bits of what a body makes of a negative NaN with a payload, which is in local 0.
uint32_t bits_f32(const std::string& body, OptimisationLevel level) {
  CompiledProgram program("(module (func (export \"f\") (param f32) (result i32) " + body + " i32.reinterpret_f32))",
                          deterministic_at(level));
  return program.results("f", {value_of(uint32_t{0xffc01234})})[0].i32;
}

uint64_t bits_f64(const std::string& body, OptimisationLevel level) {
  CompiledProgram program("(module (func (export \"f\") (param f64) (result i64) " + body + " i64.reinterpret_f64))",
                          deterministic_at(level));
  return program.results("f", {value_of(uint64_t{0xfff8000000001234})})[0].i64;
}

constexpr OptimisationLevel two_levels[] = {OptimisationLevel::O0, OptimisationLevel::O2};

}  // namespace

TEST_CASE("NaNs that arithmetic makes are positive and canonical in a deterministic compilation") {
  for (OptimisationLevel level : two_levels) {
    for (const std::string operation : {"add", "sub", "mul", "div", "min", "max"}) {
      CAPTURE(operation);
      CHECK(bits_f32("local.get 0 f32.const 1 f32." + operation, level) == canonical_f32);
      CHECK(bits_f64("f64.const 1 local.get 0 f64." + operation, level) == canonical_f64);
    }
    for (const std::string operation : {"sqrt", "ceil", "floor", "trunc", "nearest"}) {
      CAPTURE(operation);
      CHECK(bits_f32("local.get 0 f32." + operation, level) == canonical_f32);
      CHECK(bits_f64("local.get 0 f64." + operation, level) == canonical_f64);
    }
    CHECK(bits_f32("local.get 0 f64.promote_f32 f32.demote_f64", level) == canonical_f32);
    CHECK(bits_f64("local.get 0 f32.demote_f64 f64.promote_f32", level) == canonical_f64);
    CHECK(bits_f64("f64.const -1 f64.sqrt", level) == canonical_f64);
    CHECK(bits_f32("local.get 0 f32.sqrt f32.const 1 f32.mul", level) == canonical_f32);
    CHECK(bits_f32("f32.const 2 local.get 0 f32.sqrt i32.const 0 select", level) == canonical_f32);
    CHECK(bits_f32("f32.const inf f32.const inf f32.sub", level) == canonical_f32);
  }
}

TEST_CASE("instructions that only move or change signs leave NaNs alone in a deterministic compilation") {
  for (OptimisationLevel level : two_levels) {
    CHECK(bits_f32("local.get 0", level) == 0xffc01234);
    CHECK(bits_f32("local.get 0 f32.neg", level) == 0x7fc01234);
    CHECK(bits_f32("local.get 0 f32.abs", level) == 0x7fc01234);
    CHECK(bits_f32("local.get 0 f32.const 1 f32.copysign", level) == 0x7fc01234);
    CHECK(bits_f32("local.get 0 f32.const 1 f32.mul f32.neg", level) == (canonical_f32 | 0x80000000));
  }
}

TEST_CASE("a NaN that passes through several operations is canonical in the end") {
  for (OptimisationLevel level : two_levels) {
    CHECK(bits_f32("local.get 0 f32.const 1 f32.mul f32.const 2 f32.add", level) == canonical_f32);
    CHECK(bits_f32("local.get 0 f32.const 1 f32.mul local.tee 0 local.get 0 f32.add drop local.get 0", level) ==
          canonical_f32);
  }
}

TEST_CASE("lanes of vectors have canonical NaNs in a deterministic compilation") {
  for (OptimisationLevel level : two_levels) {
    for (const std::string operation : {"add", "sub", "mul", "div", "min", "max"}) {
      CAPTURE(operation);
      const std::string body = "local.get 0 f32x4.splat v128.const f32x4 1 1 1 1 f32x4." + operation;
      CHECK(bits_f32(body + " f32x4.extract_lane 1", level) == canonical_f32);
      CHECK(bits_f32(body + " f32x4.sqrt f32x4.ceil f32x4.extract_lane 2", level) == canonical_f32);
    }
    CHECK(bits_f64("local.get 0 f64x2.splat v128.const f64x2 1 1 f64x2.mul f64x2.extract_lane 1", level) ==
          canonical_f64);
  }
}

TEST_CASE("the lanes of a sum that are read with another width are canonical as they were made") {
  for (OptimisationLevel level : two_levels) {
    const std::string sum = "local.get 0 f32x4.splat v128.const f32x4 1 1 1 1 f32x4.add";
    CHECK(bits_f32(sum + " v128.const i32x4 0 0 0 0 f64x2.add f32x4.extract_lane 1", level) == canonical_f32);
  }
}

TEST_CASE("a sum that a loop carries is canonical behind the loop and wherever else it is seen") {
  for (OptimisationLevel level : two_levels) {
    CompiledProgram program(R"((module (memory 1)
      (func (export "f") (param $x f32) (param $steps i32) (result i32)
        (local $sum f32)
        loop
          local.get $sum local.get $x f32.add local.set $sum
          local.get $steps i32.const 1 i32.sub local.tee $steps br_if 0
        end
        local.get $sum i32.reinterpret_f32)
      (func (export "g") (param $x f32) (param $steps i32) (result i32)
        (local $sum f32)
        loop
          i32.const 0 local.get $sum f32.store
          local.get $sum local.get $x f32.add local.set $sum
          local.get $steps i32.const 1 i32.sub local.tee $steps br_if 0
        end
        i32.const 0 i32.load)
      (func (export "mixed") (param $x f32) (param $choice i32) (result i32)
        local.get $x f32.const 1 f32.add local.get $x local.get $choice select i32.reinterpret_f32)))",
                            deterministic_at(level));
    const Value nan = value_of(uint32_t{0xffc01234});
    CHECK(program.results("f", {nan, value_of(uint32_t{5})})[0].i32 == canonical_f32);
    CHECK(program.results("g", {nan, value_of(uint32_t{5})})[0].i32 == canonical_f32);
    CHECK(program.results("g", {nan, value_of(uint32_t{1})})[0].i32 == 0);
    CHECK(program.results("mixed", {nan, value_of(uint32_t{1})})[0].i32 == canonical_f32);
    CHECK(program.results("mixed", {nan, value_of(uint32_t{0})})[0].i32 == 0xffc01234);
  }
}
