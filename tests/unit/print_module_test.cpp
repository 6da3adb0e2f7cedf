#include "compiler/text/print_module.h"

#include <string>

#include <doctest/doctest.h>

#include "compiler/binary/decode.h"
#include "compiler/text/text_module.h"
#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

std::string printed(const Bytes& bytes) {
  const Result<Module> module = decode_module(bytes, FeatureSet::all());
  REQUIRE_MESSAGE(module.has_value(), (module ? "" : module.error().message));
  StringSink sink;
  const Status status = print_module(*module, sink);
  REQUIRE_MESSAGE(status.has_value(), (status ? "" : status.error().message));
  return sink.text();
}

std::string printed(std::string_view text) {
  const Result<TextModule> module = parse_text_module(text);
  REQUIRE_MESSAGE(module.has_value(), (module ? "" : module.error().message));
  return printed(module->bytes);
}

class FullSink : public TextSink {
 public:
  Status write(std::string_view) override { return Error{"full"}; }
};

}  // namespace

TEST_CASE("a module without fields is printed in a line") {
  CHECK(printed(module_bytes({})) == "(module)\n");
  CHECK(printed("(module $m)") == "(module $m)\n");
}

TEST_CASE("fields come in the order of their sections, with ids and indices") {
  CHECK(printed("(module (import \"m\" \"f\" (func $f (param i32))) (global (import \"m\" \"g\") (mut i64))"
                "(table $t 1 2 funcref) (memory 1) (memory $n (export \"mem\") 1 3)"
                "(global $g i32 (i32.const 7)) (global i32 (i32.add (i32.const 1) (i32.const 2))) (start $s)"
                "(func $s (local $l i32) (local i32 i64) (drop (local.get $l)) (drop (local.get 1))))") ==
        "(module\n"
        "  (type (;0;) (func (param i32)))\n"
        "  (type (;1;) (func))\n"
        "  (import \"m\" \"f\" (func $f (;0;) (type 0)))\n"
        "  (import \"m\" \"g\" (global (;0;) (mut i64)))\n"
        "  (func $s (;1;) (type 1)\n"
        "    (local $l i32) (local i32 i64)\n"
        "    local.get $l\n"
        "    drop\n"
        "    local.get 1\n"
        "    drop\n"
        "  )\n"
        "  (table $t (;0;) 1 2 funcref)\n"
        "  (memory (;0;) 1)\n"
        "  (memory $n (;1;) 1 3)\n"
        "  (global $g (;1;) i32 (i32.const 7))\n"
        "  (global (;2;) i32 i32.const 1 i32.const 2 i32.add)\n"
        "  (export \"mem\" (memory $n))\n"
        "  (start $s)\n"
        ")\n");
}

TEST_CASE("parameters have their ids beside the type") {
  CHECK(printed("(module (type $t (func (param i32 i64 f32) (result f64)))"
                "(func (type $t) (param i32) (param $x i64) (param f32) (result f64) (unreachable)))") ==
        "(module\n"
        "  (type $t (;0;) (func (param i32 i64 f32) (result f64)))\n"
        "  (func (;0;) (type $t) (param i32) (param $x i64) (param f32) (result f64)\n"
        "    unreachable\n"
        "  )\n"
        ")\n");
}

TEST_CASE("segments are printed in each of their forms") {
  const std::string text = printed(
      "(module (table $t 1 funcref) (table $u 1 externref) (memory 1) (memory $n 1) (func $f)"
      "(elem (i32.const 0) func $f $f) (elem (table $u) (offset (i32.const 0)) externref (ref.null extern))"
      "(elem $p func $f) (elem declare funcref (ref.func $f) (item (ref.null func)))"
      "(elem (i32.const 0) func)"
      "(data (i32.const 8) \"a\\00\") (data $d (memory $n) (i32.add (i32.const 1) (i32.const 2)) \"\") (data "
      "\"\\ff\"))");
  CHECK(text.substr(text.find("  (elem")) ==
        "  (elem (;0;) (i32.const 0) func $f $f)\n"
        "  (elem (;1;) (table $u) (i32.const 0) externref (ref.null extern))\n"
        "  (elem $p (;2;) func $f)\n"
        "  (elem (;3;) declare funcref (ref.func $f) (ref.null func))\n"
        "  (elem (;4;) (i32.const 0) func)\n"
        "  (data (;0;) (i32.const 8) \"a\\00\")\n"
        "  (data $d (;1;) (memory $n) (offset i32.const 1 i32.const 2 i32.add) \"\")\n"
        "  (data (;2;) \"\\ff\")\n"
        ")\n");
}

TEST_CASE("types of structures, arrays and groups have their supertypes and the ids of their fields") {
  CHECK(printed("(module (rec (type $a (sub (struct (field $x i32) (field (mut i8)))))"
                "(type $b (sub final $a (struct (field i32 (mut i8) (ref null $b)))))) (type (array (mut anyref)))"
                "(func (param $s (ref $a)) (struct.set $a 1 (local.get $s) (i32.const 0))))")
            .starts_with("(module\n"
                         "  (rec\n"
                         "    (type $a (;0;) (sub (struct (field"));
}

TEST_CASE("memories and tables have their address types, and memories what else they can have") {
  CHECK(printed("(module (memory i64 1 2) (memory 1 2 shared) (memory 0 (pagesize 1))"
                "(table i64 3 (ref null 5)))") ==
        "(module\n"
        "  (table (;0;) i64 3 (ref null 5))\n"
        "  (memory (;0;) i64 1 2)\n"
        "  (memory (;1;) 1 2 shared)\n"
        "  (memory (;2;) 0 (pagesize 1))\n"
        ")\n");
}

TEST_CASE("tags have their type") {
  CHECK(printed("(module (tag $t (param i32)) (export \"t\" (tag $t)))") ==
        "(module\n"
        "  (type (;0;) (func (param i32)))\n"
        "  (tag $t (;0;) (type 0) (param i32))\n"
        "  (export \"t\" (tag $t))\n"
        ")\n");
}

TEST_CASE("custom sections are annotations with their place among the sections that are there") {
  const auto custom = [](std::string_view name) { return section(0, join({name_bytes(name), {1, 'x'}})); };
  CHECK(printed(module_bytes({custom("a"), type_section(), section(2, {0}), custom("b"), section(3, {0}),
                              section(5, {1, 0, 0}), custom("c"), section(12, {0}), custom("d")})) ==
        "(module\n"
        "  (type (;0;) (func))\n"
        "  (type (;1;) (func (param i32) (result i32)))\n"
        "  (type (;2;) (func (result i32 i32)))\n"
        "  (memory (;0;) 0)\n"
        "  (@custom \"a\" (before first) \"\\01x\")\n"
        "  (@custom \"b\" (after type) \"\\01x\")\n"
        "  (@custom \"c\" \"\\01x\")\n"
        "  (@custom \"d\" \"\\01x\")\n"
        ")\n");
}

TEST_CASE("branch hints stand before their branches") {
  const std::string text = printed(
      "(module (func (param i32) local.get 0 (@metadata.code.branch_hint \"\\01\") if nop end"
      " local.get 0 (@metadata.code.branch_hint \"\\00\") br_if 0))");
  CHECK(text.find("    (@metadata.code.branch_hint \"\\01\") if ;; label = @1\n") != std::string::npos);
  CHECK(text.find("    (@metadata.code.branch_hint \"\\00\") br_if 0 (;@0;)\n") != std::string::npos);
  CHECK(text.find("@custom") == std::string::npos);
}

TEST_CASE("a section of branch hints that is malformed is one like others") {
  const Bytes hints = section(0, join({name_bytes("metadata.code.branch_hint"), {1, 0, 1, 0x40, 1, 1}}));
  const Bytes bytes = module_bytes({type_section(), section(3, {1, 0}), hints, section(10, {1, 2, 0, 0x0b})});
  CHECK(printed(bytes).find("(@custom \"metadata.code.branch_hint\" (after func)") != std::string::npos);
}

TEST_CASE("indices of what does not exist are numbers") {
  const Bytes bytes =
      module_bytes({section(3, {1, 9}), section(7, {1, 1, 'x', 0, 77}), section(8, {5}),
                    section(9, {1, 2, 3, 0x23, 8, 0x0b, 0, 1, 6}), section(10, {1, 6, 0, 0x10, 4, 0x20, 3, 0x0b}),
                    section(11, {1, 2, 7, 0x41, 0, 0x0b, 0})});
  CHECK(printed(bytes) ==
        "(module\n"
        "  (func (;0;) (type 9)\n"
        "    call 4\n"
        "    local.get 3\n"
        "  )\n"
        "  (export \"x\" (func 77))\n"
        "  (start 5)\n"
        "  (elem (;0;) (table 3) (global.get 8) func 6)\n"
        "  (data (;0;) (memory 7) (i32.const 0) \"\")\n"
        ")\n");
}

TEST_CASE("a body that is malformed is refused at its offset") {
  const Bytes bytes = module_bytes({type_section(), section(3, {1, 0}), section(10, {1, 4, 0, 0xff, 0x0b, 0x0b})});
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  StringSink sink;
  const Status status = print_module(*module, sink);
  REQUIRE(!status.has_value());
  CHECK(status.error().message == "illegal opcode ff");
  CHECK(status.error().offset == bytes.size() - 3);
}

TEST_CASE("a sink that fails ends the printing") {
  const Bytes bytes = module_bytes({});
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  FullSink sink;
  const Status status = print_module(*module, sink);
  REQUIRE(!status.has_value());
  CHECK(status.error().message == "full");
}

}  // namespace wasmc
