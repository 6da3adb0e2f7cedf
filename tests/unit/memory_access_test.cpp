// Memories and tables in all their forms, compiled and run. On the machine that the test runs on.
#include <doctest/doctest.h>

#include <string>

#include "tests/unit/compiled_program.h"

namespace wasmc {

namespace {

constexpr MemoryStrategy strategies[] = {MemoryStrategy::guard, MemoryStrategy::checked};

CompileOptions options_of(OptimisationLevel level, MemoryStrategy strategy) {
  CompileOptions options = options_at(level);
  options.memory = strategy;
  return options;
}

// Runs `check` with the program at every level and with both strategies.
template <typename Check>
void in_all_ways(std::string_view source, Check check) {
  for (const OptimisationLevel level : all_levels) {
    for (const MemoryStrategy strategy : strategies) {
      CAPTURE(to_string(level));
      CAPTURE(to_string(strategy));
      CompiledProgram program(source, options_of(level, strategy));
      check(program);
    }
  }
}

template <typename... Numbers>
TrapCode trap_of(CompiledProgram& program, std::string_view name, Numbers... numbers) {
  std::vector<Value> values = {value_of(numbers)...};
  return program.call(name, values).trap.code;
}

template <typename... Numbers>
uint64_t result_of(CompiledProgram& program, std::string_view name, Numbers... numbers) {
  return program.results(name, {value_of(numbers)...})[0].i64;
}

uint32_t low(uint64_t value) { return static_cast<uint32_t>(value); }

}  // namespace

TEST_CASE("a memory with pages of one byte ends at its last byte") {
  constexpr const char* source = R"((module
    (memory 10 100000 (pagesize 1))
    (data (i32.const 6) "\01\02\03\04")
    (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
    (func (export "store8") (param i32) (i32.store8 offset=9 (local.get 0) (i32.const 1)))
    (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
    (func (export "size") (result i32) (memory.size))
    (func (export "fill") (param i32) (memory.fill (i32.const 0) (i32.const 1) (local.get 0)))))";
  in_all_ways(source, [](CompiledProgram& program) {
    CHECK(low(result_of(program, "load", uint32_t{6})) == 0x04030201);
    CHECK(trap_of(program, "load", uint32_t{7}) == TrapCode::memory_out_of_bounds);
    CHECK(trap_of(program, "load", uint32_t{0xffffffff}) == TrapCode::memory_out_of_bounds);
    CHECK(trap_of(program, "store8", uint32_t{0}) == TrapCode::none);
    CHECK(trap_of(program, "store8", uint32_t{1}) == TrapCode::memory_out_of_bounds);
    CHECK(trap_of(program, "fill", uint32_t{11}) == TrapCode::memory_out_of_bounds);
    CHECK(low(result_of(program, "grow", uint32_t{70000})) == 10);
    CHECK(low(result_of(program, "size")) == 70010);
    CHECK(low(result_of(program, "load", uint32_t{70006})) == 0);
    CHECK(trap_of(program, "load", uint32_t{70007}) == TrapCode::memory_out_of_bounds);
    CHECK(low(result_of(program, "grow", uint32_t{29991})) == 0xffffffff);
  });
}

TEST_CASE("no offset makes the sum with a 64-bit index wrap around") {
  constexpr const char* source = R"((module
    (memory i64 1)
    (func (export "near") (param i64) (result i32) (i32.load offset=65532 (local.get 0)))
    (func (export "far") (param i64) (result i32) (i32.load offset=0xfffffffffffffff0 (local.get 0)))
    (func (export "farthest") (param i64) (result i32) (i32.load8_u offset=0xffffffffffffffff (local.get 0)))
    (func (export "past_64_bits") (param i64) (result i32) (i32.load offset=0xfffffffffffffffd (local.get 0)))))";
  in_all_ways(source, [](CompiledProgram& program) {
    CHECK(trap_of(program, "near", uint64_t{0}) == TrapCode::none);
    CHECK(trap_of(program, "near", uint64_t{1}) == TrapCode::memory_out_of_bounds);
    CHECK(trap_of(program, "near", ~uint64_t{65531}) == TrapCode::memory_out_of_bounds);
    CHECK(trap_of(program, "far", uint64_t{0}) == TrapCode::memory_out_of_bounds);
    CHECK(trap_of(program, "far", uint64_t{16}) == TrapCode::memory_out_of_bounds);
    CHECK(trap_of(program, "farthest", uint64_t{0}) == TrapCode::memory_out_of_bounds);
    CHECK(trap_of(program, "farthest", uint64_t{1}) == TrapCode::memory_out_of_bounds);
    CHECK(trap_of(program, "past_64_bits", uint64_t{0}) == TrapCode::memory_out_of_bounds);
    CHECK(trap_of(program, "past_64_bits", uint64_t{3}) == TrapCode::memory_out_of_bounds);
  });
}

TEST_CASE("a table with 64-bit indices takes no index modulo 2^32") {
  constexpr const char* source = R"((module
    (type $f (func (result i32)))
    (table $wide i64 2 10 funcref)
    (table $narrow 2 funcref)
    (elem (table $wide) (i64.const 1) func $seven)
    (func $seven (result i32) (i32.const 7))
    (func (export "call") (param i64) (result i32) (call_indirect $wide (type $f) (local.get 0)))
    (func (export "grow") (param i64) (result i64) (table.grow $wide (ref.null func) (local.get 0)))
    (func (export "size") (result i64) (table.size $wide))
    (func (export "get") (param i64) (result i32) (ref.is_null (table.get $wide (local.get 0))))
    (func (export "copy") (param i32 i64 i32)
      (table.copy $narrow $wide (local.get 0) (local.get 1) (local.get 2)))))";
  in_all_ways(source, [](CompiledProgram& program) {
    CHECK(low(result_of(program, "call", uint64_t{1})) == 7);
    CHECK(trap_of(program, "call", uint64_t{0}) == TrapCode::uninitialized_element);
    CHECK(trap_of(program, "call", (uint64_t{1} << 32) + 1) == TrapCode::undefined_element);
    CHECK(trap_of(program, "get", uint64_t{1} << 32) == TrapCode::table_out_of_bounds);
    CHECK(result_of(program, "grow", uint64_t{9}) == ~uint64_t{0});
    CHECK(result_of(program, "grow", ~uint64_t{0}) == ~uint64_t{0});
    CHECK(result_of(program, "grow", uint64_t{8}) == 2);
    CHECK(result_of(program, "size") == 10);
    CHECK(trap_of(program, "copy", uint32_t{0}, uint64_t{9}, uint32_t{1}) == TrapCode::none);
    CHECK(trap_of(program, "copy", uint32_t{0}, uint64_t{9}, uint32_t{2}) == TrapCode::table_out_of_bounds);
    CHECK(trap_of(program, "copy", uint32_t{0}, uint64_t{1} << 32, uint32_t{1}) == TrapCode::table_out_of_bounds);
  });
}

TEST_CASE("the base of a memory that a callee has grown is read again") {
  constexpr const char* source = R"((module
    (memory 1)
    (func $grow (param i32) (drop (memory.grow (local.get 0))))
    (func (export "sum") (param $pages i32) (result i32) (local $i i32) (local $sum i32)
      (loop $again
        (i32.store (i32.const 8) (local.get $i))
        (call $grow (local.get $pages))
        (local.set $sum (i32.add (local.get $sum) (i32.load (i32.const 8))))
        (i32.store8 (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 1)) (i32.const 1))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $again (i32.lt_u (local.get $i) (i32.const 20))))
      (local.get $sum))))";
  in_all_ways(source,
              [](CompiledProgram& program) { CHECK(low(result_of(program, "sum", uint32_t{50})) == 20 * 19 / 2); });
}

TEST_CASE("what comes before a check that fails is done, what comes after it is not") {
  constexpr const char* source = R"((module
    (memory 1)
    (func (export "store") (param i32)
      (i32.store (local.get 0) (i32.const 1))
      (i32.store offset=4 (local.get 0) (i32.const 2))
      (i32.store offset=8 (local.get 0) (i32.const 3)))
    (func (export "load_store_load") (param i32)
      (drop (i32.load (local.get 0)))
      (i32.store (i32.const 0) (i32.const 5))
      (drop (i32.load offset=4 (local.get 0))))
    (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))))";
  in_all_ways(source, [](CompiledProgram& program) {
    CHECK(trap_of(program, "load_store_load", uint32_t{65532}) == TrapCode::memory_out_of_bounds);
    CHECK(low(result_of(program, "load", uint32_t{0})) == 5);
    CHECK(trap_of(program, "store", uint32_t{65528}) == TrapCode::memory_out_of_bounds);
    CHECK(low(result_of(program, "load", uint32_t{65528})) == 1);
    CHECK(low(result_of(program, "load", uint32_t{65532})) == 2);
  });
}

TEST_CASE("with strict memory the stores before one that traps are done, whatever could be combined") {
  constexpr const char* source = R"((module
    (memory 1 1)
    (func (export "four") (param $to i32) (param $x i32)
      (i32.store (local.get $to) (local.get $x))
      (i32.store offset=4 (local.get $to) (local.get $x))
      (i32.store offset=8 (local.get $to) (local.get $x))
      (i32.store offset=12 (local.get $to) (local.get $x)))
    (func (export "fill") (param $to i32) (param $x i32)
      (loop
        (i32.store (local.get $to) (local.get $x))
        (local.set $to (i32.add (local.get $to) (i32.const 4)))
        (br_if 0 (local.get $to))))
    (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))))";
  for (const OptimisationLevel level : all_levels) {
    CAPTURE(to_string(level));
    CompileOptions options = options_at(level);
    options.strict_memory = true;
    CompiledProgram program(source, options);
    CHECK(trap_of(program, "four", uint32_t{65528}, uint32_t{7}) == TrapCode::memory_out_of_bounds);
    CHECK(low(result_of(program, "load", uint32_t{65528})) == 7);
    CHECK(low(result_of(program, "load", uint32_t{65532})) == 7);
    CHECK(trap_of(program, "fill", uint32_t{60000}, uint32_t{8}) == TrapCode::memory_out_of_bounds);
    CHECK(low(result_of(program, "load", uint32_t{65532})) == 8);
  }
}

TEST_CASE("of stores that were combined the first is reported where all are out of bounds") {
  constexpr const char* source = R"((module
    (memory 1 1)
    (func (export "two") (param $to i32) (param $x i64)
      (i64.store (local.get $to) (local.get $x))
      (i64.store offset=8 (local.get $to) (local.get $x)))))";
  const auto position = [&](OptimisationLevel level) {
    CompiledProgram program(source, options_at(level));
    std::vector<Value> values = {value_of(uint32_t{65536}), value_of(uint64_t{1})};
    return program.call("two", values).trap.position->wasm_offset;
  };
  const uint32_t expected = position(OptimisationLevel::O0);
  for (const OptimisationLevel level : all_levels) CHECK(position(level) == expected);
}

// What a loop adds up at one address may stay in a register only while nothing in the loop can trap.
TEST_CASE("a loop over every other word may end with the memory, and traps beyond it") {
  // Vectors of what it reads are taken out of longer ones. Each word holds its address.
  constexpr const char* source = R"((module
    (memory 1)
    (func (export "fill") (local $i i32)
      (loop $more
        (i32.store (local.get $i) (local.get $i))
        (br_if $more (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 4))) (i32.const 65536)))))
    (func (export "sum") (param $p i32) (param $count i32) (result i32) (local $sum i32)
      (loop $more
        (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $p))))
        (local.set $p (i32.add (local.get $p) (i32.const 8)))
        (br_if $more (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
      (local.get $sum))))";
  in_all_ways(source, [](CompiledProgram& program) {
    std::vector<Value> none;
    REQUIRE(program.call("fill", none).is_ok());
    for (uint32_t count = 1; count < 40; ++count) {
      const uint32_t first = 65536 - 4 - (count - 1) * 8;
      CHECK(low(result_of(program, "sum", first, count)) == count * first + 4 * count * (count - 1));
      CHECK(trap_of(program, "sum", first, count + 1) == TrapCode::memory_out_of_bounds);
      CHECK(trap_of(program, "sum", first + 1, count) == TrapCode::memory_out_of_bounds);
    }
  });
}

TEST_CASE("a loop over 64-bit indices traps where one of them has wrapped around") {
  constexpr const char* source = R"((module
    (memory i64 2 2)
    (func (export "sum") (param $p i64) (param $count i64) (result i64) (local $sum i64)
      (loop $more
        (local.set $sum (i64.xor (local.get $sum) (i64.load (i64.add (local.get $p) (i64.const 8)))))
        (local.set $sum (i64.xor (local.get $sum) (i64.load (local.get $p))))
        (local.set $p (i64.add (local.get $p) (i64.const 8)))
        (br_if $more (i64.ne (i64.const 0) (local.tee $count (i64.sub (local.get $count) (i64.const 1))))))
      (local.get $sum))))";
  in_all_ways(source, [](CompiledProgram& program) {
    for (uint64_t behind = 1; behind <= 16; ++behind) {
      CHECK(trap_of(program, "sum", uint64_t{0} - behind, uint64_t{20}) == TrapCode::memory_out_of_bounds);
    }
    CHECK(result_of(program, "sum", uint64_t{0}, uint64_t{20}) == 0);
    CHECK(result_of(program, "sum", uint64_t{0x20000 - 21 * 8}, uint64_t{20}) == 0);
    CHECK(trap_of(program, "sum", uint64_t{0x20000 - 21 * 8}, uint64_t{21}) == TrapCode::memory_out_of_bounds);
  });
}

TEST_CASE("what a loop has stored before it traps is there, wherever it traps") {
  constexpr const char* source = R"((module
    (memory 1 1)
    (func $count (param $i i32) (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (local.get $i))))
    (func (export "until_load_traps") (param $at i32) (local $i i32)
      (loop
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (call $count (local.get $i))
        (local.set $at (i32.add (i32.add (local.get $at) (i32.const 4096)) (i32.load8_u offset=16 (local.get $at))))
        (br_if 0 (i32.lt_u (local.get $i) (i32.const 100)))))
    (func (export "until_division_traps") (param $n i32) (result i32) (local $i i32) (local $sum i32)
      (loop
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (call $count (local.get $i))
        (local.set $sum (i32.add (local.get $sum) (i32.div_u (i32.const 100) (i32.sub (local.get $n) (local.get $i)))))
        (br_if 0 (i32.lt_u (local.get $i) (i32.const 100))))
      (local.get $sum))
    (func (export "until_the_end") (local $i i32)
      (loop
        (i32.store offset=12 (i32.shl (local.get $i) (i32.const 3)) (local.get $i))
        (call $count (local.get $i))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if 0 (i32.lt_u (local.get $i) (i32.const 8192)))))
    (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))))";
  in_all_ways(source, [](CompiledProgram& program) {
    CHECK(trap_of(program, "until_load_traps", uint32_t{0}) == TrapCode::memory_out_of_bounds);
    CHECK(low(result_of(program, "load", uint32_t{8})) == 17 * 18 / 2);
    CHECK(trap_of(program, "until_division_traps", uint32_t{20}) == TrapCode::integer_divide_by_zero);
    CHECK(low(result_of(program, "load", uint32_t{8})) == 17 * 18 / 2 + 21 * 20 / 2);
    CHECK(trap_of(program, "until_the_end") == TrapCode::memory_out_of_bounds);
    CHECK(low(result_of(program, "load", uint32_t{65532})) == 8190);
    CHECK(low(result_of(program, "load", uint32_t{8})) == 17 * 18 / 2 + 21 * 20 / 2 + 8190 * 8191 / 2);
  });
}

TEST_CASE("loops over areas of known size that overlap, touch, or lie apart") {
  constexpr const char* source = R"((module
    (memory 1 1)
    (func (export "overlap") (result i32) (local $i i32) (local $sum i32)
      (loop
        (i32.store offset=1000 (local.get $i) (i32.add (local.get $i) (i32.const 0x01020304)))
        (local.set $sum (i32.add (local.get $sum) (i32.load offset=1002 (local.get $i))))
        (local.set $i (i32.add (local.get $i) (i32.const 4)))
        (br_if 0 (i32.lt_u (local.get $i) (i32.const 400))))
      (local.get $sum))
    (func (export "products") (result i32) (local $i i32) (local $j i32)
      (loop $rows
        (local.set $j (i32.const 0))
        (loop $columns
          (i32.store offset=4000 (local.get $j)
            (i32.add (i32.load offset=4000 (local.get $j))
              (i32.mul (i32.load offset=2000 (i32.add (i32.mul (local.get $i) (i32.const 40)) (local.get $j)))
                (i32.load offset=1000 (i32.shl (local.get $i) (i32.const 2))))))
          (br_if $columns
            (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 4))) (i32.const 40))))
        (br_if $rows (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 10))))
      (i32.load offset=4000 (i32.const 36)))
    (func (export "fill") (local $i i32)
      (loop
        (i32.store offset=1000 (i32.shl (local.get $i) (i32.const 2)) (i32.add (local.get $i) (i32.const 1)))
        (br_if 0
          (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 500)))))))";
  // Rows of 10 numbers, the first of which is 251, times 1 to 10.
  uint32_t product = 0;
  for (uint32_t i = 0; i < 10; ++i) product += (251 + 10 * i + 9) * (i + 1);
  // Half of each number is of the round before.
  uint32_t sum = 0;
  for (uint32_t i = 0; i < 400; i += 4) sum += (i + 0x01020304) >> 16;
  in_all_ways(source, [&](CompiledProgram& program) {
    CHECK(low(result_of(program, "overlap")) == sum);
    CHECK(program.results("fill", {}, 0).empty());
    CHECK(low(result_of(program, "products")) == product);
  });
}

// The memory may grow, and how often the loops run is known at run time only.
TEST_CASE("loops that reach beyond the memory trap in the round that does, whatever is checked ahead of them") {
  constexpr const char* source = R"((module
    (memory 1 2)
    (func (export "up") (param $at i32) (param $n i32) (local $i i32)
      (loop
        (i32.store offset=4 (i32.add (local.get $at) (i32.shl (local.get $i) (i32.const 2))) (i32.const 7))
        (br_if 0
          (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n)))))
    (func (export "down") (param $at i32) (param $n i32)
      (loop
        (i32.store8 (local.get $at) (i32.const 9))
        (local.set $at (i32.sub (local.get $at) (i32.const 1)))
        (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
    (func (export "by") (param $at i32) (param $step i32) (param $n i32)
      (loop
        (i32.store8 (local.get $at) (i32.const 5))
        (local.set $at (i32.add (local.get $at) (local.get $step)))
        (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
    (func (export "until") (param $at i32) (param $end i32)
      (loop
        (i32.store (local.get $at) (i32.const 3))
        (br_if 0 (i32.ne (local.tee $at (i32.add (local.get $at) (i32.const 4))) (local.get $end)))))
    (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
    (func (export "load8") (param i32) (result i32) (i32.load8_u (local.get 0)))))";
  for (const OptimisationLevel level : all_levels) {
    CAPTURE(to_string(level));
    CompiledProgram program(source, options_of(level, MemoryStrategy::checked));
    const auto trap = [&](const char* name, auto... numbers) { return trap_of(program, name, numbers...); };
    CHECK(trap("up", uint32_t{65496}, uint32_t{9}) == TrapCode::none);
    CHECK(low(result_of(program, "load", uint32_t{65532})) == 7);
    CHECK(trap("up", uint32_t{65332}, uint32_t{51}) == TrapCode::memory_out_of_bounds);
    CHECK(low(result_of(program, "load", uint32_t{65336})) == 7);
    // From below 0, and around.
    CHECK(trap("up", ~uint32_t{3}, uint32_t{40}) == TrapCode::memory_out_of_bounds);
    CHECK(trap("up", uint32_t{8}, uint32_t{0}) == TrapCode::memory_out_of_bounds);
    CHECK(trap("up", uint32_t{8}, uint32_t{1} << 30) == TrapCode::memory_out_of_bounds);
    CHECK(trap("down", uint32_t{99}, uint32_t{100}) == TrapCode::none);
    CHECK(low(result_of(program, "load8", uint32_t{0})) == 9);
    CHECK(trap("down", uint32_t{199}, uint32_t{201}) == TrapCode::memory_out_of_bounds);
    CHECK(low(result_of(program, "load8", uint32_t{199})) == 9);
    CHECK(trap("down", uint32_t{65536}, uint32_t{5}) == TrapCode::memory_out_of_bounds);
    CHECK(trap("by", uint32_t{300}, uint32_t{2}, uint32_t{50}) == TrapCode::none);
    CHECK(low(result_of(program, "load8", uint32_t{398})) == 5);
    CHECK(low(result_of(program, "load8", uint32_t{400})) != 5);
    CHECK(trap("by", uint32_t{400}, ~uint32_t{0}, uint32_t{402}) == TrapCode::memory_out_of_bounds);
    CHECK(low(result_of(program, "load8", uint32_t{0})) == 5);
    CHECK(trap("by", uint32_t{0}, uint32_t{1} << 31, uint32_t{3}) == TrapCode::memory_out_of_bounds);
    CHECK(trap("until", uint32_t{1000}, uint32_t{2000}) == TrapCode::none);
    CHECK(low(result_of(program, "load", uint32_t{1996})) == 3);
    CHECK(trap("until", uint32_t{1000}, uint32_t{2001}) == TrapCode::memory_out_of_bounds);
    CHECK(low(result_of(program, "load", uint32_t{65532})) == 3);
    CHECK(trap("until", uint32_t{65000}, uint32_t{1000}) == TrapCode::memory_out_of_bounds);
  }
}

}  // namespace wasmc
