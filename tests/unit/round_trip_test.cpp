#include "compiler/text/round_trip.h"

#include <string>

#include <doctest/doctest.h>

#include "compiler/binary/decode.h"
#include "compiler/text/print_module.h"
#include "compiler/text/text_module.h"
#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

// Empty if the module survives, else what differs.
std::string difference(const Bytes& bytes) {
  const Result<Module> module = decode_module(bytes, FeatureSet::all());
  REQUIRE_MESSAGE(module.has_value(), (module ? "" : module.error().message));
  const Status status = check_round_trip(*module);
  return status ? "" : status.error().message;
}

std::string difference(std::string_view text) {
  const Result<TextModule> module = parse_text_module(text);
  REQUIRE_MESSAGE(module.has_value(), (module ? "" : module.error().message));
  return difference(module->bytes);
}

}  // namespace

TEST_CASE("modules survive being printed and parsed") {
  CHECK(difference(module_bytes({})).empty());
  CHECK(difference(function_module({0x20, 0})).empty());
  CHECK(difference("(module $m (func $f (param $a i32) (result i32) (if $l (result i32) (local.get $a)"
                   "(then (br $l (i32.const 1))) (else (i32.const 2)))) (export \"\\u{202e}\" (func $f)))")
            .empty());
  CHECK(difference("(module (type $f (func)) (rec (type $a (sub (struct (field $x (mut i32)))))"
                   "(type $b (sub $a (struct (field $x (mut i32)) (field (ref null $b))))))"
                   "(func (param $p (ref $a)) (result i32) (struct.get $a $x (local.get $p))))")
            .empty());
  CHECK(difference("(module (table 2 (ref null func) (ref.null func)) (elem (ref func) (ref.func $f)) (func $f)"
                   "(elem (i32.const 0) funcref (ref.func $f)) (elem externref) (elem (ref func)))")
            .empty());
}

TEST_CASE("names that are repeated, empty or hold any character survive as ids") {
  const Bytes names = join({section(0, name_bytes("a module")),
                            section(1, join({{3, 0}, name_bytes("f"), {1}, name_bytes("f"), {2}, name_bytes("")})),
                            section(2, join({{1, 0, 2, 0}, name_bytes("\x1b[0m"), {1}, name_bytes("\xe2\x80\xae")})),
                            section(4, join({{1, 1}, name_bytes("\"")}))});
  const Bytes locals_and_end = {4, 1, 2, 0x7f, 0x0b};
  CHECK(difference(module_bytes({type_section(), section(3, {3, 0, 0, 0}),
                                 section(10, join({{3}, locals_and_end, locals_and_end, locals_and_end})),
                                 section(0, join({name_bytes("name"), names}))}))
            .empty());
}

TEST_CASE("names that several items have are kept in annotations") {
  const auto has_names = [](const std::string& text) {
    return text.find("(func $f (;0;)") != std::string::npos &&
           text.find("(func $f#1 (@name \"f\") (;1;) (type 0) (param $p i64) (param $p#1 (@name \"p\") i64)") !=
               std::string::npos &&
           text.find("(type $s (;1;) (struct (field $x i32) (field $x#1 (@name \"x\") i32)))") != std::string::npos;
  };
  const Result<TextModule> module = parse_text_module(
      "(module (type (func (param i64 i64))) (type $s (struct (field $x i32) (field $y (@name \"x\") i32)))"
      " (func $f (type 0)) (func $g (@name \"f\") (type 0) (param $p i64) (param $q (@name \"p\") i64)))");
  REQUIRE_MESSAGE(module.has_value(), (module ? "" : module.error().message));
  const Result<Module> decoded = decode_module(module->bytes, FeatureSet::all());
  REQUIRE(decoded.has_value());
  StringSink sink;
  REQUIRE(print_module(*decoded, sink).has_value());
  CHECK_MESSAGE(has_names(sink.text()), sink.text());
  CHECK(difference(sink.text()).empty());
}

TEST_CASE("branch hints and custom sections survive") {
  CHECK(difference("(module (func (param i32) local.get 0 (@metadata.code.branch_hint \"\\01\") if nop end"
                   " local.get 0 (@metadata.code.branch_hint \"\\00\") br_if 0)"
                   "(@custom \"a\" (before first) \"1\") (@custom \"b\" (after func) \"\\00\") (@custom \"b\" \"3\"))")
            .empty());
}

TEST_CASE("a module whose text stands for nothing is found out") {
  const Bytes bytes = module_bytes({type_section(), section(3, {1, 0}), section(10, {1, 3, 0, 0x05, 0x0b})});
  CHECK(difference(bytes).find("printed:6:5") != std::string::npos);
}

}  // namespace wasmc
