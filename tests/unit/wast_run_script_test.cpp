#include "tools/wast/run_script.h"

#include <string>

#include <doctest/doctest.h>

#include "compiler/compile.h"
#include "format/write.h"

namespace wasmc {
namespace {

Result<std::vector<uint8_t>> make_artifact(std::span<const uint8_t> wasm) {
  CompileOptions options;
  options.level = OptimisationLevel::O0;
  options.threads = 1;
  TRY_ASSIGN(const Artifact artifact, compile(wasm, options));
  return write_artifact(artifact);
}

ScriptReport run(std::string_view source, const ScriptOptions& changed = {.language = FeatureSet::all()}) {
  ScriptOptions options = changed;
  options.make_artifact = make_artifact;
  return run_script(source, options);
}

ScriptReport validate(std::string_view source) {
  return run(source, {.validate_only = true, .language = FeatureSet::all()});
}

// "passed failed skipped".
std::string verdict(const ScriptReport& report) {
  const CommandCounts counts = report.total();
  return std::to_string(counts.passed) + " " + std::to_string(counts.failed) + " " + std::to_string(counts.skipped);
}

std::string first_failure(const ScriptReport& report) {
  if (report.failures().empty()) return "";
  return std::to_string(report.failures()[0].line) + ": " + report.failures()[0].text;
}

const std::string add =
    "(module $m (func (export \"add\") (param i32 i32) (result i32)"
    " (i32.add (local.get 0) (local.get 1)))"
    " (global (export \"g\") i64 (i64.const 8)))\n";
const std::string divide =
    "(module (func (export \"div\") (param i32) (result i32)"
    " (i32.div_u (i32.const 1) (local.get 0))))\n";

TEST_CASE("results are compared") {
  CHECK(verdict(run(add + "(assert_return (invoke \"add\" (i32.const 1) (i32.const 2)) (i32.const 3))")) == "2 0 0");
  CHECK(first_failure(run(add + "(assert_return (invoke $m \"add\" (i32.const 1) (i32.const 2)) (i32.const 4))")) ==
        "2: assert_return: add(i32 1, i32 2) of $m: expected i32 4, got i32 3");
  CHECK(verdict(run(add + "(assert_return (get \"g\") (i64.const 8)) (invoke \"add\" (i32.const 1) (i32.const 2))")) ==
        "3 0 0");
}

TEST_CASE("an action that does not fit what is exported fails") {
  CHECK(first_failure(run(add + "(invoke \"sub\")")) == "2: invoke, get: sub: there is no export \"sub\"");
  CHECK(first_failure(run(add + "(invoke \"add\" (i64.const 1))")) ==
        "2: invoke, get: add(i64 1): the function is of type [i32 i32] -> [i32]");
  CHECK(verdict(run(add + "(get \"add\") (invoke \"g\") (invoke $n \"add\")")) == "1 3 0");
  CHECK(first_failure(run("(invoke \"f\")")) == "1: invoke, get: there is none");
}

TEST_CASE("traps are expected with a message") {
  const ScriptReport report = run(divide +
                                  "(assert_trap (invoke \"div\" (i32.const 0)) \"integer divide by zero\")"
                                  "(assert_trap (invoke \"div\" (i32.const 0)) \"unreachable\")");
  CHECK(verdict(report) == "3 0 0");
  CHECK(report.total().messages_right == 1);
  CHECK(report.total().messages_wrong == 1);
  CHECK(first_failure(run(divide + "(assert_trap (invoke \"div\" (i32.const 1)) \"x\")")) ==
        "2: assert_trap: div(i32 1): expected trap \"x\", got i32 1");
  CHECK(first_failure(run(divide + "(assert_return (invoke \"div\" (i32.const 0)) (i32.const 1))")) ==
        "2: assert_return: div(i32 0): expected i32 1, got trap \"integer divide by zero\"");
}

TEST_CASE("an instance of each definition has its own state") {
  CHECK(verdict(run("(module definition $d (global $g (mut i32) (i32.const 0))"
                    " (func (export \"next\") (result i32)"
                    " (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g)))"
                    "(module instance $a $d) (module instance $b $d)"
                    "(assert_return (invoke $a \"next\") (i32.const 1))"
                    "(assert_return (invoke $a \"next\") (i32.const 2))"
                    "(assert_return (invoke $b \"next\") (i32.const 1))")) == "6 0 0");
}

TEST_CASE("modules import from registered instances and from spectest") {
  CHECK(verdict(run(add + "(register \"lib\" $m)"
                          "(module (import \"lib\" \"add\" (func (param i32 i32) (result i32)))"
                          " (import \"spectest\" \"global_i32\" (global i32))"
                          " (import \"spectest\" \"print_f64_f64\" (func (param f64 f64)))"
                          " (import \"spectest\" \"memory\" (memory 1 2))"
                          " (import \"spectest\" \"table\" (table 10 20 funcref)))")) == "3 0 0");
  CHECK(verdict(run("(assert_unlinkable (module (import \"lib\" \"f\" (func))) \"unknown import\")"
                    "(assert_unlinkable (module (import \"spectest\" \"print\" (func (param i32))))"
                    " \"incompatible import type\")")) == "2 0 0");
  CHECK(first_failure(run("(assert_unlinkable (module) \"unknown import\")")) ==
        "1: assert_unlinkable: expected \"unknown import\", got an instance");
}

TEST_CASE("a name may be registered again") {
  const auto one = [](const char* value) {
    return std::string("(module (func (export \"f\") (result i32) (i32.const ") + value + "))) (register \"m\")";
  };
  CHECK(verdict(run(one("1") + one("2") +
                    "(module (import \"m\" \"f\" (func (result i32))) (export \"f\" (func 0)))"
                    "(assert_return (invoke \"f\") (i32.const 2))")) == "6 0 0");
}

TEST_CASE("an instance's id is a name for imports if that is asked for") {
  const std::string script = add + "(module (import \"m\" \"g\" (global i64)))";
  CHECK(verdict(run(script, {.imports_ids = true, .language = FeatureSet::all()})) == "2 0 0");
  CHECK(verdict(run(script)) == "1 1 0");
}

TEST_CASE("a module may trap when it is instantiated") {
  CHECK(verdict(run("(assert_trap (module (memory 1) (data (i32.const 65536) \"x\")) \"out of bounds memory access\")"
                    "(assert_trap (module (func unreachable) (start 0)) \"unreachable\")")) == "2 0 0");
  CHECK(first_failure(run("(assert_trap (module) \"unreachable\")")) ==
        "1: assert_trap of a module: expected trap \"unreachable\", got an instance");
}

TEST_CASE("modules are malformed or invalid as expected") {
  const std::string script =
      "(assert_malformed (module quote \"(func\") \"unexpected token\")"
      "(assert_invalid (module (func (result i32))) \"type mismatch\")"
      "(assert_malformed (module binary \"\\00asm\") \"unexpected end\")";
  CHECK(verdict(run(script)) == "3 0 0");
  CHECK(verdict(validate(script)) == "3 0 0");
  CHECK(validate(script).total().messages_right == 3);
  CHECK(first_failure(run("(assert_invalid (module) \"type mismatch\")")) ==
        "1: assert_invalid: expected \"type mismatch\", but the module is valid");
}

TEST_CASE("what asks for a module that failed fails, too") {
  CHECK(verdict(run("(module $m (func (result i32)))"
                    "(register \"m\") (invoke \"f\") (module (import \"m\" \"f\" (func)))")) == "0 4 0");
}

TEST_CASE("what asks for a module of an unknown feature is skipped with it") {
  const ScriptReport report =
      run("(module $m (type (cont 0)))"
          "(register \"m\") (invoke \"f\") (module (import \"m\" \"f\" (func)))"
          "(assert_unlinkable (module (import \"m\" \"f\" (func))) \"unknown import\")");
  CHECK(verdict(report) == "0 0 5");
  CHECK(report.skipped().size() == 1);
  CHECK(report.skipped().begin()->first == "stack switching");
}

TEST_CASE("validating only runs nothing") {
  CHECK(verdict(validate(divide + "(invoke \"div\" (i32.const 0)) (register \"x\")"
                                  "(assert_trap (module (func unreachable) (start 0)) \"unreachable\")")) == "2 0 0");
  CHECK(first_failure(validate("(assert_unlinkable (module (func (result i32))) \"x\")"))
            .starts_with("1: assert_unlinkable: expected a valid module, got \"type mismatch"));
}

TEST_CASE("threads have instances of their own, and report to who waits") {
  const ScriptReport report = run(add +
                                  "(thread $t (assert_return (get \"g\") (i64.const 8)))\n"
                                  "(wait $t)\n(wait $t)");
  CHECK(verdict(report) == "3 2 0");
  CHECK(first_failure(report) == "2: assert_return: there is none");
  CHECK(verdict(run("(thread $t (module (func (export \"f\"))) (invoke \"f\"))")) == "3 0 0");
}

TEST_CASE("unknown commands are skipped by their word") {
  const ScriptReport report = run("(component)");
  CHECK(verdict(report) == "0 0 1");
  CHECK(report.skipped().begin()->first == "component");
}

TEST_CASE("a malformed script is one failure at its line") {
  CHECK(first_failure(run("(module)\n(module")) == "2: script: unexpected token: the text ends here");
  CHECK(verdict(run("(module)\n(module")) == "0 1 0");
}

}  // namespace
}  // namespace wasmc
