// Memories and tables of all kinds: validate/tables_and_memories.cpp and module.cpp.
#include <doctest/doctest.h>

#include "tests/unit/validated_text.h"

namespace wasmc {

TEST_CASE("a 64-bit memory is addressed by i64") {
  check_valid("(memory i64 1) (func (result i32) (i32.load offset=0x100000000 (i64.const 0)))");
  check_invalid("(memory i64 1) (func (result i32) (i32.load (i32.const 0)))", "type mismatch");
  check_valid("(memory i64 1) (func (result i64) (memory.grow (memory.size)))");
  check_valid("(memory i64 1) (func (memory.fill (i64.const 0) (i32.const 0) (i64.const 0)))");
  check_valid("(memory i64 1) (data \"a\") (func (memory.init 0 (i64.const 0) (i32.const 0) (i32.const 0)))");
  check_valid("(memory i64 1) (data (i64.const 0) \"a\")");
  check_invalid("(memory i64 1) (data (i32.const 0) \"a\")", "type mismatch");
}

TEST_CASE("the length of a copy is an i64 if both sides are addressed so") {
  check_valid("(memory i64 1) (func (memory.copy (i64.const 0) (i64.const 0) (i64.const 0)))");
  check_valid("(memory i64 1) (memory 1) (func (memory.copy 0 1 (i64.const 0) (i32.const 0) (i32.const 0)))");
  check_valid("(memory i64 1) (memory 1) (func (memory.copy 1 0 (i32.const 0) (i64.const 0) (i32.const 0)))");
  check_invalid("(memory i64 1) (memory 1) (func (memory.copy 0 1 (i64.const 0) (i32.const 0) (i64.const 0)))",
                "type mismatch");
  check_valid(
      "(table i64 1 funcref) (table 1 funcref)"
      "(func (table.copy 0 1 (i64.const 0) (i32.const 0) (i32.const 0)))");
}

TEST_CASE("a 64-bit table is indexed by i64") {
  check_valid("(table i64 1 funcref) (func (result funcref) (table.get 0 (i64.const 0)))");
  check_invalid("(table i64 1 funcref) (func (result funcref) (table.get 0 (i32.const 0)))", "type mismatch");
  check_valid("(table i64 1 funcref) (func (call_indirect (i64.const 0)))");
  check_valid("(table i64 1 funcref) (elem (i64.const 0) func)");
  check_valid("(table i64 0 0xffffffffffffffff funcref)");
}

TEST_CASE("memories are no larger than their addresses reach") {
  check_valid("(memory i64 0x1000000000000)");
  check_invalid("(memory i64 0x1000000000001)", "memory size must be at most 281474976710656 pages");
  check_invalid("(memory 65537)", "memory size must be at most 65536 pages (4GiB)");
  check_valid("(memory 0xffffffff (pagesize 1))");
  check_invalid("(memory 0x100000000 (pagesize 1))", "memory size must be at most 4294967295 pages");
  check_valid("(memory i64 0xffffffffffffffff (pagesize 1))");
  check_invalid("(memory 0 (pagesize 2))", "invalid custom page size");
}

TEST_CASE("a shared memory has a maximum, and atomic accesses need none that is shared") {
  check_valid("(memory 1 2 shared) (func (result i32) (i32.atomic.load (i32.const 0)))");
  check_invalid("(memory 1 shared)", "shared memory must have maximum");
  check_valid("(memory 1) (func (result i32) (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const 0)))");
  check_valid("(func (atomic.fence))");
  check_invalid("(memory 1) (func (result i64) (i64.atomic.load align=4 (i32.const 0)))", "alignment must be natural");
  check_valid("(memory i64 1) (func (result i32) (memory.atomic.notify (i64.const 0) (i32.const 0)))");
}

TEST_CASE("wide arithmetic takes and leaves halves") {
  check_valid(
      "(func (param i64) (result i64 i64)"
      "  (i64.add128 (local.get 0) (local.get 0) (local.get 0) (local.get 0)))");
  check_valid("(func (param i64) (result i64 i64) (i64.mul_wide_u (local.get 0) (local.get 0)))");
}

TEST_CASE("what a feature brought to validation is refused where it is off") {
  FeatureSet features = FeatureSet::all();
  features.disable(Feature::extended_const);
  const std::string sum = invalid_text("(global i32 (i32.add (i32.const 1) (i32.const 2)))", features);
  CHECK(sum.substr(0, 28) == "constant expression required");
  features = FeatureSet::all();
  features.disable(Feature::mutable_globals);
  CHECK_FALSE(invalid_text("(global (export \"g\") (mut i32) (i32.const 1))", features).empty());
  features = FeatureSet::of_version(2);
  CHECK(invalid_text("(global i32 (i32.const 1)) (global i32 (global.get 0))", features) == "unknown global 0");
}

TEST_CASE("an alignment of any size is compared with the natural one") {
  const char* start = "alignment must not be larger than natural";
  check_invalid("(memory 1) (func (drop (i32.load align=8 (i32.const 0))))", start);
  check_invalid("(memory 1) (func (drop (i32.load align=0x1_0000_0000 (i32.const 0))))", start);
  check_invalid("(memory 1) (func (drop (i32.load align=0x8000_0000_0000_0000 (i32.const 0))))", start);
}

}  // namespace wasmc
