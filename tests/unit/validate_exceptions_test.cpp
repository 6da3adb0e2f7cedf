// Exceptions: validate/exceptions.cpp.
#include <doctest/doctest.h>

#include "tests/unit/validated_text.h"

namespace wasmc {

TEST_CASE("a tag is of a function type without results") {
  check_valid("(tag (param i32)) (export \"t\" (tag 0))");
  check_invalid("(tag (result i32))", "non-empty tag result type");
  check_invalid("(import \"\" \"\" (tag (result i32)))", "non-empty tag result type");
  check_invalid("(tag (type 0)) (type (struct))", "type mismatch");
  check_invalid("(export \"t\" (tag 0))", "unknown tag 0");
}

TEST_CASE("throwing takes what the tag does, and is not passed") {
  check_valid("(tag (param i32)) (func (result i64) (throw 0 (i32.const 1)))");
  check_invalid("(func (throw 0))", "unknown tag 0");
  check_invalid("(tag (param i32)) (func (throw 0))", "type mismatch: instruction requires [i32] but stack has []");
  check_valid("(func (param exnref) (result i32) (throw_ref (local.get 0)))");
  check_invalid("(func (throw_ref))", "type mismatch");
}

TEST_CASE("the label of a clause takes what is caught") {
  check_valid("(tag (param i32)) (func (result i32) (try_table (catch 0 0)) (i32.const 0))");
  check_invalid("(tag (param i32)) (func (result i64) (try_table (catch 0 0)) (i64.const 0))", "type mismatch");
  check_valid("(tag (param i32)) (func (result i32 (ref exn)) (try_table (catch_ref 0 0)) (unreachable))");
  check_invalid("(tag) (func (try_table (catch_ref 0 0)))", "type mismatch");
  check_valid("(func (try_table (catch_all 0)))");
  check_invalid("(func (result i32) (try_table (catch_all 0)) (i32.const 0))", "type mismatch");
  check_valid("(func (result exnref) (try_table (catch_all_ref 0)) (unreachable))");
  check_invalid("(func (try_table (catch_all_ref 0)))", "type mismatch");
  check_invalid("(func (try_table (catch 0 0)))", "unknown tag 0");
  check_invalid("(func (try_table (catch_all 1)))", "unknown label 1");
}

TEST_CASE("a try_table is a block") {
  check_valid("(func (result i32) (try_table (result i32) (br 0 (i32.const 1))))");
  check_invalid("(func (result i32) (try_table (result i32) (i64.const 42)))", "type mismatch");
}

TEST_CASE("the handlers of the superseded form yield what the body does") {
  check_valid(
      "(tag (param i32)) (func (result i32) (try (result i32) (do (i32.const 1)) (catch 0) (catch_all"
      "  (i32.const 2))))");
  check_invalid("(tag (param i64)) (func (result i32) (try (result i32) (do (i32.const 1)) (catch 0)))",
                "type mismatch");
  check_invalid("(func (try (do) (catch 0)))", "unknown tag 0");
  check_valid("(func (try (do) (delegate 0)))");
  check_invalid("(func (try (do) (delegate 1)))", "unknown label 1");
}

TEST_CASE("only a handler rethrows") {
  check_valid("(func (try (do) (catch_all (block (rethrow 1)))))");
  check_invalid("(func (rethrow 0))", "invalid rethrow label");
  check_invalid("(func (try (do (rethrow 0)) (catch_all)))", "invalid rethrow label");
  check_invalid("(func (rethrow 4))", "unknown label 4");
}

}  // namespace wasmc
