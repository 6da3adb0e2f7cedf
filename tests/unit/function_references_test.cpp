#include <doctest/doctest.h>

#include "tests/unit/compiled_program.h"

using namespace wasmc;

namespace {

constexpr const char* source = R"((module
  (type $unary (func (param i32) (result i32)))
  (global $fixed (export "fixed") (ref $unary) (ref.func $double))
  (global $none (ref null $unary) (ref.null $unary))
  (table $all (export "all") 2 (ref $unary) (ref.func $double))
  (elem declare func $negate)
  (func $double (export "double") (type $unary) (i32.mul (local.get 0) (i32.const 2)))
  (func $negate (type $unary) (i32.sub (i32.const 0) (local.get 0)))

  (func (export "call_global") (param i32) (result i32) (call_ref $unary (local.get 0) (global.get $fixed)))
  (func (export "call_table") (param i32 i32) (result i32)
    (call_ref $unary (local.get 0) (table.get $all (local.get 1))))
  (func (export "set_table") (param i32) (table.set $all (local.get 0) (ref.func $negate)))
  (func (export "call_null") (result i32) (call_ref $unary (i32.const 1) (global.get $none)))
  (func (export "tail_call_null") (result i32) (return_call_ref $unary (i32.const 1) (global.get $none)))
  (func (export "drop_called_null") (drop (call_ref $unary (i32.const 1) (global.get $none))))
  (func (export "tail_call") (param i32) (result i32) (return_call_ref $unary (local.get 0) (ref.func $negate)))
  (func (export "as_non_null") (drop (ref.as_non_null (global.get $none))))

  (func $is_null (param (ref null $unary)) (result i32)
    (block $null (drop (br_on_null $null (local.get 0))) (return (i32.const 0)))
    (i32.const 1))
  (func (export "null_is_null") (result i32) (call $is_null (global.get $none)))
  (func (export "function_is_null") (result i32) (call $is_null (global.get $fixed)))
  (func $call_or (param $f (ref null $unary)) (param $otherwise i32) (result i32)
    (local $found (ref $unary))
    (local.set $found (block $found (result (ref $unary))
      (br_on_non_null $found (local.get $f))
      (return (local.get $otherwise))))
    (call_ref $unary (i32.const 21) (local.get $found)))
  (func (export "call_or_null") (result i32) (call $call_or (global.get $none) (i32.const 7)))
  (func (export "call_or_function") (result i32) (call $call_or (global.get $fixed) (i32.const 7)))))";

uint32_t result_of(CompiledProgram& program, const char* name, std::vector<Value> arguments) {
  return program.results(name, std::move(arguments))[0].i32;
}

TrapCode trap_of(CompiledProgram& program, const char* name) {
  std::vector<Value> values(1);
  return program.call(name, values).trap.code;
}

}  // namespace

TEST_CASE("functions are called through references of their type, at every level") {
  for (OptimisationLevel level : all_levels) {
    CompiledProgram program(source, options_at(level));
    CHECK(result_of(program, "call_global", {value_of(21u)}) == 42);
    CHECK(result_of(program, "call_table", {value_of(21u), value_of(1u)}) == 42);
    std::vector<Value> index = {value_of(1u)};
    CHECK(program.call("set_table", index).is_ok());
    CHECK(result_of(program, "call_table", {value_of(1u), value_of(1u)}) == 0xffffffff);
    CHECK(result_of(program, "tail_call", {value_of(5u)}) == 0xfffffffb);
  }
}

TEST_CASE("null references trap where they are used, whether or not a result is, at every level") {
  for (OptimisationLevel level : all_levels) {
    CompiledProgram program(source, options_at(level));
    CHECK(trap_of(program, "call_null") == TrapCode::null_function_reference);
    CHECK(trap_of(program, "tail_call_null") == TrapCode::null_function_reference);
    CHECK(trap_of(program, "drop_called_null") == TrapCode::null_function_reference);
    CHECK(trap_of(program, "as_non_null") == TrapCode::null_reference);
  }
}

TEST_CASE("branches tell null from other references, at every level") {
  for (OptimisationLevel level : all_levels) {
    CompiledProgram program(source, options_at(level));
    CHECK(result_of(program, "null_is_null", {}) == 1);
    CHECK(result_of(program, "function_is_null", {}) == 0);
    CHECK(result_of(program, "call_or_null", {}) == 7);
    CHECK(result_of(program, "call_or_function", {}) == 42);
  }
}

TEST_CASE("typed references cross between instances, with their types checked") {
  CompiledProgram program(source);
  ImportDefinitions definitions;
  definitions.define_instance("m", program.instance());
  ImportResolver* resolvers[] = {&definitions};
  const CompileOptions options = options_at(OptimisationLevel::O0);
  const auto error_of = [&](const char* importer) {
    const auto linked = link_imports(program.store(), *compile_text(importer, options), resolvers);
    return linked ? std::string() : linked.error().message;
  };
  CHECK(error_of(R"((module (type $t (func (param i32) (result i32)))
    (import "m" "fixed" (global (ref null $t))) (import "m" "all" (table 1 (ref $t)))))") == "");
  CHECK(error_of(R"((module (import "m" "fixed" (global (ref func)))))") == "");
  CHECK(error_of(R"((module (type $t (func (param i64))) (import "m" "fixed" (global (ref $t)))))") ==
        "incompatible import type: \"m\" \"fixed\" must be a global (ref [i64] -> []), but is a global (ref [i32] -> "
        "[i32])");
  CHECK(error_of(R"((module (import "m" "all" (table 1 funcref))))") ==
        "incompatible import type: \"m\" \"all\" must be a table of funcref {min 1}, but is a table of (ref [i32] -> "
        "[i32]) {min 2}");
}
