#include "compiler/analyze/closed_tables.h"

#include <doctest/doctest.h>

#include "compiler/binary/decode.h"
#include "compiler/text/text_module.h"
#include "format/records.h"
#include "tests/unit/compiled_program.h"

namespace wasmc {

namespace {

using Elements = std::vector<uint32_t>;

std::vector<ClosedTable> tables_of(const std::string& fields, const std::string& imports = "") {
  const Result<TextModule> text = parse_text_module("(module (type $t (func)) (import \"m\" \"n\" (func)) " + imports +
                                                    " (func $f) " + fields + ")");
  REQUIRE(text);
  const Result<Module> module = decode_module(text->bytes, FeatureSet::defaults());
  REQUIRE(module);
  return find_closed_tables(*module);
}

// Of the first table, which a function calls through.
Elements elements_of(const std::string& fields, const std::string& imports = "") {
  return tables_of(fields + " (func (call_indirect (type $t) (i32.const 0)))", imports)[0].elements;
}

}  // namespace

TEST_CASE("the elements of a table that only its segments write are known") {
  CHECK(elements_of("(table 3 funcref) (elem (i32.const 1) $f $f)") == Elements{none_index, 1, 1});
  CHECK(elements_of("(table 2 funcref) (elem (i32.const 0) $f $f) (elem (i32.const 1) 0)") == Elements{1, 0});
  CHECK(elements_of("(table i64 2 funcref) (elem (i64.const 1) $f)  (func (call_indirect 0 (type $t) (i64.const 0)))"
                    " (table 1 funcref)") == Elements{none_index, 1});
}

TEST_CASE("imported functions in a table are listed by their types") {
  const auto tables = tables_of("(table 2 funcref) (elem (i32.const 0) 0 $f) (func (call_indirect (i32.const 0)))");
  CHECK(tables[0].imported_types == std::vector<uint32_t>{0});
}

TEST_CASE("a table that others can reach, or that code writes, is not closed") {
  const std::string segment = " (elem (i32.const 0) $f)";
  CHECK(elements_of(segment, "(import \"m\" \"t\" (table 1 funcref))").empty());
  CHECK(elements_of("(table (export \"t\") 1 funcref)" + segment).empty());
  const std::string table = "(table 1 funcref)" + segment;
  CHECK_FALSE(elements_of(table).empty());
  CHECK(elements_of(table + "(func (table.set (i32.const 0) (ref.null func)))").empty());
  CHECK(elements_of(table + "(func (drop (table.grow (ref.null func) (i32.const 0))))").empty());
  CHECK(elements_of(table + "(func (table.fill (i32.const 0) (ref.null func) (i32.const 0)))").empty());
  CHECK(elements_of(table + "(func (table.copy (i32.const 0) (i32.const 0) (i32.const 0)))").empty());
  CHECK(elements_of(table + "(func (table.init 0 0 (i32.const 0) (i32.const 0) (i32.const 0)))").empty());
  CHECK(elements_of("(table 1 funcref (ref.func $f))").empty());
}

TEST_CASE("a table is not closed unless it is complete whenever its functions can be called") {
  CHECK(elements_of("(table 1 funcref) (elem (i32.const 1) $f)").empty());
  CHECK(elements_of("(table 1 funcref) (elem (global.get 0) $f)", "(import \"m\" \"g\" (global i32))").empty());
  CHECK(
      elements_of("(table 1 funcref) (elem (i32.const 0) $f) (table 1 funcref) (elem (table 1) (i32.const 9) func $f)")
          .size() == 1);
  CHECK(
      elements_of("(table 1 funcref) (table 1 funcref) (elem (table 1) (i32.const 9) func $f) (elem (i32.const 0) $f)")
          .empty());
}

TEST_CASE("a table is not copied if no call goes through it, or nearly all of it is null") {
  CHECK(tables_of("(table 1 funcref) (elem (i32.const 0) $f)")[0].elements.empty());
  CHECK(elements_of("(table 100000 funcref) (elem (i32.const 0) $f)").empty());
}

TEST_CASE("many large tables with calls through them take no memory for their elements") {
  std::string tables;
  std::string calls;
  for (int i = 0; i < 10'000; ++i) {
    tables += "(table 1000000 funcref)";
    calls += "(call_indirect " + std::to_string(i) + " (type $t) (i32.const 0))";
  }
  for (const ClosedTable& table : tables_of(tables + "(func " + calls + ")")) CHECK(table.elements.empty());
}

TEST_CASE("calls through a closed table call what is there, and trap for what is not") {
  constexpr const char* source = R"((module
    (type $get (func (result i32)))
    (type $same (func (result i32)))
    (type $other (func (param i32) (result i32)))
    (import "m" "n" (func $imported (param i64) (result i64)))
    (global $state (mut i32) (i32.const 40))
    (table 6 funcref)
    (elem (i32.const 1) $seven $next $twice $imported)
    (func $seven (result i32) (i32.const 7))
    (func $next (type $same) (global.set $state (i32.add (global.get $state) (i32.const 1))) (global.get $state))
    (func $twice (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
    (func (export "get") (param i32) (result i32) (call_indirect (type $get) (local.get 0)))
    (func (export "other") (param i32) (result i32) (call_indirect (type $other) (i32.const 21) (local.get 0)))
    (func (export "imported") (param i32) (result i64)
      (call_indirect (param i64) (result i64) (i64.const 5) (local.get 0)))))";
  const auto trap_of = [](CompiledProgram& program, const char* name, uint32_t index) {
    std::vector<Value> values = {value_of(index)};
    return program.call(name, values).trap.code;
  };
  for (const OptimisationLevel level : all_levels) {
    CAPTURE(to_string(level));
    TrappingImports trapping;
    CompiledProgram program(compile_text(source, options_at(level)), {&trapping});
    CHECK(program.results("get", {value_of(uint32_t{1})})[0].i32 == 7);
    CHECK(program.results("get", {value_of(uint32_t{2})})[0].i32 == 41);
    CHECK(program.results("other", {value_of(uint32_t{3})})[0].i32 == 42);
    CHECK(trap_of(program, "get", 0) == TrapCode::uninitialized_element);
    CHECK(trap_of(program, "get", 3) == TrapCode::indirect_call_type_mismatch);
    CHECK(trap_of(program, "get", 4) == TrapCode::indirect_call_type_mismatch);
    CHECK(trap_of(program, "get", 5) == TrapCode::uninitialized_element);
    CHECK(trap_of(program, "get", 6) == TrapCode::undefined_element);
    CHECK(trap_of(program, "get", 0xffffffff) == TrapCode::undefined_element);
    CHECK(trap_of(program, "imported", 4) == TrapCode::host);
    CHECK(trap_of(program, "imported", 1) == TrapCode::indirect_call_type_mismatch);
  }
}

}  // namespace wasmc
