// Instructions on references: validate/references.cpp, calls.cpp, and the branches of control.cpp that look at them.
#include <doctest/doctest.h>

#include "tests/unit/validated_text.h"

namespace wasmc {

TEST_CASE("a local without an initial value is set before it is read") {
  check_valid(
      "(func (param $p (ref extern)) (local $x (ref extern))"
      "  (local.set $x (local.get $p)) (drop (local.get $x)) (block (drop (local.get $x))))");
  check_invalid("(func (local $x (ref extern)) (drop (local.get $x)))", "uninitialized local 0");
  check_invalid(
      "(func (param $p (ref extern)) (local $x (ref extern))"
      "  (block (local.set $x (local.get $p))) (drop (local.get $x)))",
      "uninitialized local 1");
  check_invalid(
      "(func (param $p (ref extern)) (local $x (ref extern)) (if (i32.const 0)"
      "  (then (local.set $x (local.get $p))) (else (drop (local.get $x)))))",
      "uninitialized local 1");
  check_valid("(func (local $x (ref null extern)) (drop (local.get $x)))");
}

TEST_CASE("locals and immediates refer to types that exist") {
  check_invalid("(func (local (ref null 5)))", "unknown type 5");
  check_invalid("(func (drop (ref.null 5)))", "unknown type 5");
  check_invalid("(func (block (result (ref null 5)) (unreachable)) (drop))", "unknown type 5");
  check_invalid("(func (select (result (ref null 5)) (unreachable)) (drop))", "unknown type 5");
}

TEST_CASE("a reference to a function has the function's type, and the function is declared") {
  check_valid(
      "(type $t (func)) (elem declare func 0) (func (type $t) (drop (call $f (ref.func 0))))"
      "(func $f (param (ref $t)) (result i32) (i32.const 0))");
  check_invalid("(func (drop (ref.func 0)))", "undeclared function reference");
  check_invalid(
      "(type $t (func (param i32))) (elem declare func 0) (func (local (ref null $t))"
      "  (local.set 0 (ref.func 0)))",
      "type mismatch");
}

TEST_CASE("call_ref takes a reference to a function of its type") {
  check_valid(
      "(type $t (func (param i32) (result i64)))"
      "(func (param (ref null $t)) (result i64) (call_ref $t (i32.const 1) (local.get 0)))");
  check_invalid("(type $t (func)) (func (param funcref) (call_ref $t (local.get 0)))", "type mismatch");
  check_invalid("(type $t (struct)) (func (param (ref $t)) (call_ref $t (local.get 0)))", "type mismatch");
  check_invalid("(func (unreachable) (call_ref 9))", "unknown type 9");
}

TEST_CASE("a tail call returns what the function returns, and is not passed") {
  check_valid("(func $f (result i32) (return_call $f))");
  check_valid("(func $f (result (ref i31)) (unreachable)) (func (result anyref) (return_call $f))");
  check_invalid("(func $f (result i32) (return_call $g)) (func $g (result i64) (i64.const 0))", "type mismatch");
  check_invalid("(func $f (result anyref) (unreachable)) (func (result (ref i31)) (return_call $f))", "type mismatch");
  check_valid(
      "(type $t (func (result i32))) (table 1 funcref)"
      "(func (result i32) (return_call_indirect (type $t) (i32.const 0)))");
  check_valid("(type $t (func (result i32))) (func (param (ref $t)) (result i32) (return_call_ref $t (local.get 0)))");
  check_invalid("(type $t (func)) (func (param (ref $t)) (result i32) (return_call_ref $t (local.get 0)))",
                "type mismatch");
}

TEST_CASE("a reference is not null behind br_on_null, and at the label of br_on_non_null") {
  check_valid("(func (param anyref) (result (ref any)) (block (return (br_on_null 0 (local.get 0)))) (unreachable))");
  check_valid("(func (param anyref) (result (ref any)) (br_on_non_null 0 (local.get 0)) (unreachable))");
  check_valid("(func (param anyref) (result (ref any)) (ref.as_non_null (local.get 0)))");
  check_invalid("(func (param anyref) (result (ref any)) (local.get 0))", "type mismatch");
  check_invalid("(func (param anyref) (br_on_non_null 0 (local.get 0)))", "type mismatch");
  check_invalid("(func (param i32) (ref.as_non_null (local.get 0)) (drop))", "type mismatch");
}

TEST_CASE("in unreachable code a reference is of any heap type, but no number") {
  check_valid("(func (result (ref i31)) (unreachable) (ref.as_non_null))");
  check_invalid("(func (result i32) (unreachable) (ref.as_non_null))", "type mismatch");
}

TEST_CASE("casts stay within a hierarchy") {
  check_valid("(type $s (struct)) (func (param anyref) (result (ref $s)) (ref.cast (ref $s) (local.get 0)))");
  check_valid("(type $f (func)) (func (param funcref) (result i32) (ref.test (ref null $f) (local.get 0)))");
  check_invalid("(type $f (func)) (func (param anyref) (result i32) (ref.test (ref $f) (local.get 0)))",
                "type mismatch");
  check_invalid("(func (param externref) (result anyref) (ref.cast anyref (local.get 0)))", "type mismatch");
  check_invalid("(func (param anyref) (drop (ref.cast (ref 4) (local.get 0))))", "unknown type 4");
}

TEST_CASE("branches on casts know what the reference is and is not") {
  check_valid("(func (param anyref) (result i31ref) (br_on_cast 0 anyref i31ref (local.get 0)) (drop) (ref.null i31))");
  check_valid(
      "(func (param anyref) (result (ref any)) (block (result i31ref)"
      "  (return (br_on_cast 0 anyref i31ref (local.get 0)))) (drop) (unreachable))");
  check_invalid(
      "(func (param anyref) (result (ref any)) (block (result (ref i31))"
      "  (return (br_on_cast 0 anyref (ref i31) (local.get 0)))) (drop) (unreachable))",
      "type mismatch");
  check_valid(
      "(func (param anyref) (result anyref) (drop (br_on_cast_fail 0 anyref (ref i31) (local.get 0)))"
      "  (ref.null any))");
  check_invalid("(func (param i31ref) (result anyref) (br_on_cast 0 i31ref anyref (local.get 0)))", "type mismatch");
  check_invalid("(func (param anyref) (br_on_cast 0 anyref i31ref (local.get 0)) (drop))", "type mismatch");
}

TEST_CASE("conversions between any and extern keep null") {
  check_valid("(func (param (ref extern)) (result (ref any)) (any.convert_extern (local.get 0)))");
  check_invalid("(func (param externref) (result (ref any)) (any.convert_extern (local.get 0)))", "type mismatch");
  check_valid("(func (param eqref) (result externref) (extern.convert_any (local.get 0)))");
  check_invalid("(func (param funcref) (result externref) (extern.convert_any (local.get 0)))", "type mismatch");
}

TEST_CASE("small integers are references, and equality is for what has it") {
  check_valid("(func (result i32) (ref.eq (ref.i31 (i32.const 1)) (ref.null eq)))");
  check_valid("(func (param i31ref) (result i32) (i32.add (i31.get_s (local.get 0)) (i31.get_u (local.get 0))))");
  check_invalid("(func (param anyref) (result i32) (ref.eq (local.get 0) (ref.null eq)))", "type mismatch");
}

TEST_CASE("a table of references that are never null has an initial value") {
  check_valid("(import \"\" \"\" (global (ref extern))) (table 1 (ref extern) (global.get 0))");
  check_invalid("(table 1 (ref func))", "type mismatch");
  check_valid("(import \"\" \"\" (table 1 (ref func)))");
}

}  // namespace wasmc
