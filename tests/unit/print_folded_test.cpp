#include "compiler/text/print_folded.h"

#include <string>

#include <doctest/doctest.h>

#include "compiler/binary/decode.h"
#include "compiler/text/print_module.h"
#include "compiler/text/text_module.h"
#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

std::string print_folded(const Bytes& bytes) {
  const Result<Module> module = decode_module(bytes, FeatureSet::all());
  REQUIRE_MESSAGE(module.has_value(), (module ? "" : module.error().message));
  StringSink sink;
  REQUIRE(print_module(*module, sink, {.fold = true}).has_value());
  return sink.text();
}

// Without comments, and with one space or nothing for every white space.
std::string on_one_line(const std::string& text) {
  std::string line;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, ";;") == 0) i = text.find('\n', i);
    if (text.compare(i, 2, "(;") == 0) i = text.find(";)", i) + 2;
    const bool is_space = text[i] == ' ' || text[i] == '\n';
    if (text[i] == ')' && !line.empty() && line.back() == ' ') line.pop_back();
    if (!is_space || (!line.empty() && line.back() != ' ')) line += is_space ? ' ' : text[i];
  }
  return line;
}

constexpr std::string_view before =
    "(module (type $s (struct (field (mut i32)) (field (mut i32)))) (type $a (array (mut i32)))"
    " (type $fs (array (mut funcref))) (type $t (func (param i32 i64) (result i32)))"
    " (type $two (func (param i32) (result i32 i32)))"
    " (table $table 1 funcref) (memory 1) (global $g (mut i32) (i32.const 0)) (tag $e (param i32 i32))"
    " (elem $elem funcref) (data $data \"\") (func $t (type $t) (unreachable)) (func $two (type $two) (unreachable))"
    " (func $f (param $p i32) (param $l i64) (result i32) ";

// What is printed, folded, of a body of one function in that module.
std::string folded(std::string_view body) {
  const Result<TextModule> module = parse_text_module(std::string(before) + std::string(body) + "))");
  REQUIRE_MESSAGE(module.has_value(), (module ? "" : module.error().message));
  const std::string text = on_one_line(print_folded(module->bytes));
  const size_t header = text.find("(result i32) ", text.find("(func $f"));
  REQUIRE(header != std::string::npos);
  const size_t start = header + 13;
  return text.substr(start, text.find(") (table $table 1", start) - start);
}

// Each is printed as it is written: folded, with all operands.
constexpr const char* folded_bodies[] = {
    "(i32.add (local.get $p) (i32.const 2))",
    "(local.set $p (local.tee $p (global.get $g)))",
    "(global.set $g (select (local.get $p) (i32.const 1) (i32.const 2)))",
    "(drop (select (result i32) (local.get $p) (i32.const 1) (i32.const 2)))",
    "(return (call $t (i32.const 1) (i64.const 2)))",
    "(drop (call_indirect (type $t) (i32.const 1) (i64.const 2) (i32.const 3)))",
    "(drop (call_ref $t (i32.const 1) (i64.const 2) (ref.func $t)))",
    "(return_call $t (i32.const 1) (i64.const 2))",
    "(return_call_indirect (type $t) (i32.const 1) (i64.const 2) (i32.const 3))",
    "(return_call_ref $t (i32.const 1) (i64.const 2) (ref.func $t))",
    "(i32.add (call $two (i32.const 1)))",
    "(throw $e (i32.const 1) (i32.const 2))",
    "(throw_ref (ref.null exn))",
    "(br 0 (i32.const 1))",
    "(drop (br_if 0 (i32.const 1) (i32.const 2)))",
    "(br_table 0 0 (i32.const 1) (i32.const 2))",
    "(block $b (result funcref) (br_on_null 1 (i32.const 1) (ref.null $t)) (drop) (br_on_non_null $b (ref.null $t))"
    " (unreachable))",
    "(block $b (result anyref) (br_on_cast $b anyref eqref (ref.null any)))",
    "(block $b (result anyref) (br_on_cast_fail $b anyref eqref (ref.null any)))",
    "(table.set (i32.const 1) (table.get (i32.const 2)))",
    "(drop (table.grow (ref.null func) (table.size)))",
    "(table.fill (i32.const 1) (ref.null func) (i32.const 3))",
    "(table.copy (i32.const 1) (i32.const 2) (i32.const 3))",
    "(table.init $elem (i32.const 1) (i32.const 2) (i32.const 3))",
    "(drop (memory.grow (memory.size)))",
    "(memory.fill (i32.const 1) (i32.const 2) (i32.const 3))",
    "(memory.copy (i32.const 1) (i32.const 2) (i32.const 3))",
    "(memory.init $data (i32.const 1) (i32.const 2) (i32.const 3))",
    "(i64.store (i32.const 1) (i64.load (i32.const 2)))",
    "(drop (ref.is_null (ref.as_non_null (ref.null func))))",
    "(drop (ref.eq (ref.i31 (i32.const 1)) (ref.null eq)))",
    "(drop (i31.get_s (ref.cast (ref i31) (any.convert_extern (extern.convert_any (ref.null any))))))",
    "(drop (ref.test (ref i31) (ref.null any)))",
    "(struct.set $s 0 (struct.new $s (i32.const 1) (i32.const 2)) (struct.get $s 0 (struct.new_default $s)))",
    "(array.set $a (array.new $a (i32.const 1) (i32.const 2)) (i32.const 3) (array.get $a (ref.null $a) (i32.const "
    "4)))",
    "(drop (array.len (array.new_fixed $a 2 (i32.const 1) (i32.const 2))))",
    "(array.fill $a (array.new_default $a (i32.const 1)) (i32.const 2) (i32.const 3) (i32.const 4))",
    "(array.copy $a $a (array.new_data $a $data (i32.const 1) (i32.const 2)) (i32.const 3) (ref.null $a) (i32.const 4)"
    " (i32.const 5))",
    "(drop (array.new_elem $fs $elem (i32.const 1) (i32.const 2)))",
    "(array.init_data $a $data (ref.null $a) (i32.const 1) (i32.const 2) (i32.const 3))",
    "(array.init_elem $fs $elem (ref.null $fs) (i32.const 1) (i32.const 2) (i32.const 3))",
    "(drop (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 (v128.load (i32.const 1)) (v128.load (i32.const 2))))",
    "(if $i (result i32) (local.get $p) (then (br $i (i32.const 1))) (else (i32.const 2)))",
    "(if $i (block $b (result i32) (br_if $b (i32.const 1) (i32.const 2))) (then))",
    "(if $i (local.get $p) (then) (else))",
    "(if $i (type $two) (param i32) (result i32 i32) (i32.const 1) (local.get $p) (then (i32.const 2)) (else "
    "(i32.const 3)))",
    "(loop $l (result i32) (br_if $l (local.get $p)) (i32.const 1))",
    "(block $b (try_table $t (catch_all $b) (nop)))",
    "(try $l (do (call $two (i32.const 1)) (drop) (drop)) (catch $e (drop) (drop)) (catch_all (rethrow $l)))",
    "(try $l (do (nop)) (delegate 0))",
    "(block $outer (try $l (do (br $l)) (delegate $outer)) (br $outer))",
    "(@metadata.code.branch_hint \"\\01\") (if $i (local.get $p) (then (nop)))",
};

}  // namespace

TEST_CASE("an instruction has what computes its operands inside of its parentheses") {
  for (const char* const body : folded_bodies) CHECK(folded(body) == body);
}

TEST_CASE("what leaves nothing, or more than is taken, stands by itself") {
  CHECK(folded("i32.const 1 nop i32.const 2 i32.add") == "(i32.const 1) (nop) (i32.add (i32.const 2))");
  CHECK(folded("(call $two (i32.const 1)) local.set $p") == "(call $two (i32.const 1)) (local.set $p)");
  CHECK(folded("i32.add") == "(i32.add)");
}

TEST_CASE("the parameters of a block stay before it") {
  CHECK(folded("i32.const 1 block $b (type $two) (param i32) (result i32 i32) i32.const 2 end i32.add") ==
        "(i32.const 1) (i32.add (block $b (type $two) (param i32) (result i32 i32) (i32.const 2)))");
}

TEST_CASE("operands are set in, and what closes a block is on a line of its own") {
  CHECK(print_folded(function_module({0x02, 0x40, 0x41, 1, 0x04, 0x40, 0x05, 0x41, 2, 0x0d, 1, 0x0b, 0x0b, 0x41, 3}))
            .find("    (block ;; label = @1\n"
                  "      (if ;; label = @2\n"
                  "        (i32.const 1)\n"
                  "        (then)\n"
                  "        (else\n"
                  "          (br_if 1 (;@1;)\n"
                  "            (i32.const 2))\n"
                  "        )\n"
                  "      )\n"
                  "    )\n"
                  "    (i32.const 3)\n"
                  "  )\n") != std::string::npos);
}

TEST_CASE("a body that no folded text stands for is printed as it is") {
  CHECK(print_folded(function_module({0x02, 0x40, 0x05, 0x0b})).find("\n    else\n") != std::string::npos);
  CHECK(print_folded(function_module({0x04, 0x40, 0x05, 0x05, 0x0b})).find("\n    else\n") != std::string::npos);
  CHECK(print_folded(function_module({0x02, 0x40, 0x19, 0x0b})).find("\n    catch_all\n") != std::string::npos);
}

TEST_CASE("instructions may be folded into each other without end") {
  constexpr size_t depth = 50'000;
  std::string source = "(module (func (result i32) i32.const 1";
  for (size_t i = 0; i < depth; ++i) source += " i32.eqz";
  const Result<TextModule> module = parse_text_module(source + "))");
  REQUIRE(module.has_value());
  const std::string text = print_folded(module->bytes);
  const Result<TextModule> again = parse_text_module(text);
  REQUIRE_MESSAGE(again.has_value(), (again ? "" : again.error().message));
  CHECK(again->bytes == module->bytes);
}

TEST_CASE("constant expressions are folded on their line") {
  const Result<TextModule> module = parse_text_module(
      "(module (memory 1) (global i32 i32.const 1 i32.const 2 i32.add)"
      " (data (offset i32.const 1 i32.const 2 i32.add) \"\"))");
  REQUIRE(module.has_value());
  const std::string text = print_folded(module->bytes);
  CHECK(text.find(" i32 (i32.add (i32.const 1) (i32.const 2)))\n") != std::string::npos);
  CHECK(text.find("(data (;0;) (i32.add (i32.const 1) (i32.const 2)) \"\")") != std::string::npos);
}

}  // namespace wasmc
