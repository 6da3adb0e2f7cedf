#include "compiler/text/text_module.h"

#include <string>

#include <doctest/doctest.h>

#include "compiler/binary/decode.h"
#include "compiler/binary/names.h"
#include "compiler/module/feature.h"
#include "compiler/text/text_error.h"
#include "compiler/validate/module.h"
#include "tests/unit/text_samples.h"
#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

std::string words(Feature feature) { return FeatureSet().refusal(feature, 0).message; }

TEST_CASE("a module is written section by section") {
  CHECK(bytes_of("(module (func (result i32) i32.const 7))") ==
        module_bytes({section(1, {1, 0x60, 0, 1, 0x7f}), section(3, {1, 0}), section(10, {1, 4, 0, 0x41, 7, 0x0b})}));
  CHECK(bytes_of("") == module_bytes({}));
}

TEST_CASE("the fields of a module may stand without it") {
  check_same("(func) (memory 1)", "(module (func) (memory 1))");
}

TEST_CASE("a module may be quoted or given as bytes") {
  check_same("(module quote \"(func\" \")\")", "(func)");
  CHECK(bytes_of("(module $a binary \"\\00asm\" \"\\01\\00\\00\\00\")") == module_bytes({}));
  CHECK(refusal("(module quote \"(module quote)\")") == "unexpected token quote");
}

TEST_CASE("imports of one module may stand together") {
  CHECK(bytes_of("(module (import \"m\" (item \"f\" (func $f)) (item \"g\" (global $g i32)))"
                 " (import \"n\" (item \"a\") (item \"b\") (global i64)) (export \"g\" (global $h)) (global $h i32 "
                 "i32.const 0))") ==
        module_bytes({section(1, {1, 0x60, 0, 0}),
                      section(2, join({{2},
                                       name_bytes("m"),
                                       {0, 0x7f, 2},
                                       name_bytes("f"),
                                       {0, 0},
                                       name_bytes("g"),
                                       {3, 0x7f, 0},
                                       name_bytes("n"),
                                       {0, 0x7e, 3, 0x7e, 0, 2},
                                       name_bytes("a"),
                                       name_bytes("b")})),
                      section(6, {1, 0x7f, 0, 0x41, 0, 0x0b}), section(7, join({{1}, name_bytes("g"), {3, 3}})),
                      section(0, join({name_bytes("name"), section(1, join({{1, 0}, name_bytes("f")})),
                                       section(7, join({{2, 0}, name_bytes("g"), {3}, name_bytes("h")}))}))}));
  CHECK(refusal("(import \"m\" (item \"a\") (item \"b\" (func)))").starts_with("unexpected token"));
  CHECK(refusal("(import \"m\" (item \"a\" (func)) (item \"b\") (func))").starts_with("unexpected token"));
  CHECK(refusal("(import \"m\" (item \"a\") (func $f))").starts_with("unexpected token"));
  CHECK(refusal("(import \"m\" (item \"a\" (func $f)) (item \"b\" (func $f)))").starts_with("duplicate func"));
}

TEST_CASE("folded instructions come after their operands") {
  CHECK(instructions_of("(drop (i32.add (i32.const 1) (i32.const 2)))") == Bytes{0x41, 1, 0x41, 2, 0x6a, 0x1a});
  CHECK(instructions_of("(if (i32.const 1) (nop) (then nop) (else (nop)))") ==
        Bytes{0x41, 1, 0x01, 0x04, 0x40, 0x01, 0x05, 0x01, 0x0b});
  CHECK(instructions_of("(block (loop nop))") == Bytes{0x02, 0x40, 0x03, 0x40, 0x01, 0x0b, 0x0b});
}

TEST_CASE("labels are counted from the innermost") {
  CHECK(instructions_of("block $a loop $b br $a br $b end end") ==
        Bytes{0x02, 0x40, 0x03, 0x40, 0x0c, 1, 0x0c, 0, 0x0b, 0x0b});
  CHECK(instructions_of("(block $a (block $a (br $a)) (br $a))") ==
        Bytes{0x02, 0x40, 0x02, 0x40, 0x0c, 0, 0x0b, 0x0c, 0, 0x0b});
  CHECK(refusal("(func (if $a (br $a) (then)))") == "unknown label $a");
  CHECK(refusal("(func block $a end $b)") == "mismatching label $b");
  CHECK(refusal("(func i32.const 0 if $a else $b end)") == "mismatching label $b");
}

TEST_CASE("what is not closed, or closed twice, is refused") {
  for (const char* text : {"(func", "(func))", "(func block)", "(func end)", "(func (block end))", "(func (if (nop)))",
                           "(func else)", "(func (then))", "(func (i32.const 1", "("}) {
    CAPTURE(text);
    CHECK(refusal(text).starts_with("unexpected token"));
  }
}

TEST_CASE("immediates may be left out where they stand for the first item") {
  CHECK(instructions_of("memory.size") == Bytes{0x3f, 0});
  CHECK(instructions_of("memory.copy 1 2") == Bytes{0xfc, 0x0a, 1, 2});
  CHECK(instructions_of("table.init 3") == Bytes{0xfc, 0x0c, 3, 0});
  CHECK(instructions_of("table.init 2 3") == Bytes{0xfc, 0x0c, 3, 2});
  CHECK(instructions_of("i64.load") == Bytes{0x29, 3, 0});
  CHECK(instructions_of("i64.load 2 offset=5 align=1") == Bytes{0x29, 0x40, 2, 5});
  CHECK(instructions_of("v128.load8_lane 3") == Bytes{0xfd, 0x54, 0, 0, 3});
  CHECK(instructions_of("v128.load8_lane 1 3") == Bytes{0xfd, 0x54, 0x40, 1, 0, 3});
  CHECK(instructions_of("select (result i32)") == Bytes{0x1c, 1, 0x7f});
  CHECK(instructions_of("br_table 0 0 0") == Bytes{0x0e, 2, 0, 0, 0});
}

TEST_CASE("types that are used but not defined come after the others, once each") {
  check_same("(func (result i32) (unreachable)) (func (param f32)) (func (param f32)) (type (func))",
             "(type (func)) (type (func (result i32))) (type (func (param f32)))"
             "(func (type 1) (unreachable)) (func (type 2)) (func (type 2))");
  CHECK(refusal("(type (func)) (func (type 0) (param i32))").starts_with("inline function type"));
  CHECK(refusal("(func (result i32) (param i32))") == "unexpected token param");
}

TEST_CASE("exports, imports and contents may stand in what they belong to") {
  check_same("(func (export \"a\") (export \"b\"))", "(func) (export \"a\" (func 0)) (export \"b\" (func 0))");
  check_same("(memory (import \"a\" \"b\") 1 2)", "(import \"a\" \"b\" (memory 1 2))");
  check_same("(memory (data \"ab\"))", "(memory 1 1) (data (i32.const 0) \"ab\")");
  check_same("(func) (table funcref (elem 0 0))", "(func) (table 2 2 funcref) (elem (i32.const 0) 0 0)");
}

TEST_CASE("an element segment has indices where the text has them and their type allows it") {
  check_same("(func) (table 1 funcref) (elem (table 0) (offset i32.const 0) func 0)",
             "(func) (table 1 funcref) (elem (i32.const 0) 0)");
  check_same("(type (func)) (func (type 0)) (table (ref null 0) (elem 0))",
             "(type (func)) (func (type 0)) (table 1 1 (ref null 0)) (elem (table 0) (i32.const 0) (ref null 0) "
             "(ref.func 0))");
}

TEST_CASE("ids stand for indices in every index space, also before their items") {
  const Bytes bytes = bytes_of(
      "(module $m (start $f) (export \"g\" (global $g)) (elem $e (table $t) (i32.const 0) func $f) (data $d \"x\")"
      "(func $f (type $s) (local $l i32) (drop (local.get $l)) (memory.init $n $d (i32.const 0) (i32.const 0)"
      "(i32.const 0)) (elem.drop $e)) (type $s (func)) (global $g i32 (i32.const 1)) (table $t 1 funcref)"
      "(memory $n 1))");
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module.has_value());
  CHECK(validate_module(*module, 1).has_value());
  const Names names = decode_names(*module);
  CHECK(names.module == "m");
  CHECK(names.function(0) == "f");
}

TEST_CASE("an id is its item's alone") {
  CHECK(refusal("(func $a) (func $\"\\61\")") == "duplicate func $a");
  CHECK(refusal("(func (param $a i32) (local $a i32))") == "duplicate local $a");
  CHECK(refusal("(func (local $a))") == "unexpected token )");
  CHECK(refusal("(func (call $a))") == "unknown function $a");
  CHECK(refusal("(memory $a 1) (global $a i32 (i32.const 0))").empty());
}

TEST_CASE("imports come before definitions, and there is one start") {
  CHECK(refusal("(func) (import \"\" \"\" (memory 1))") == "import after function");
  CHECK(refusal("(memory 1) (global (import \"\" \"\") i32)") == "import after memory");
  CHECK(refusal("(func) (start 0) (start 0)") == "multiple start sections");
}

TEST_CASE("a word in the wrong place is not expected, and one that there is not is unknown") {
  CHECK(refusal("(func (module))") == "unexpected token module");
  CHECK(refusal("(func (get_local 0))") == "unknown operator get_local");
  CHECK(refusal("(func (i32.const 1x))") == "unknown operator 1x");
  CHECK(refusal("(func (i32.const 1.0))") == "unexpected token 1.0");
  CHECK(refusal("(func (i32.const 0x1_0000_0000))") == "constant out of range");
}

TEST_CASE("what is not supported is refused by name") {
  CHECK(refusal("(type (cont 0))") == words(Feature::stack_switching));
  CHECK(refusal("(func (param (ref (exact 0))))") == words(Feature::custom_descriptors));
  CHECK(refusal("(component)") == words(Feature::component_model));
}

TEST_CASE("constants of vectors have as many lanes as their shape") {
  Bytes expected = {0xfd, 0x0c};
  for (const uint8_t byte : {1, 0, 0xff, 0xff, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0}) expected.push_back(byte);
  CHECK(instructions_of("v128.const i16x8 1 -1 2 3 4 5 6 7") == expected);
  CHECK(refusal("(func v128.const i64x2 1)") == "wrong number of lane literals");
  CHECK(refusal("(func v128.const i64x2 1 2 3)") == "wrong number of lane literals");
  CHECK(refusal("(func i8x16.shuffle 1 2)").starts_with("invalid lane length"));
}

TEST_CASE("a depth of nesting that no stack would bear is parsed") {
  std::string text = "(func ";
  for (int i = 0; i < 200'000; ++i) text += "(block ";
  for (int i = 0; i < 200'001; ++i) text += ")";
  CHECK(refusal(text).empty());
  CHECK(refusal(std::string(200'000, '(')).starts_with("unexpected token"));
}

TEST_CASE("an error has the position of what it is about") {
  const std::string source = "(module\n  (func\n    (br $a)))";
  const Result<TextModule> module = parse_text_module(source);
  REQUIRE_FALSE(module.has_value());
  CHECK(text_position(source, module.error().offset) == TextPosition{3, 9});
}

TEST_CASE("each instruction's bytes are traced to its place in the text") {
  const std::string source = "(module\n  (func\n    (i32.add\n      (i32.const 1)\n (f32.const 2))))";
  const Result<TextModule> module = parse_text_module(source);
  REQUIRE(module.has_value());
  const Result<Module> decoded = decode_module(module->bytes);
  REQUIRE(decoded.has_value());
  const auto position_of = [&](uint64_t offset) {
    return text_position(source, find_source_offset(module->positions, offset));
  };
  const uint64_t body = decoded->functions[0].body.offset;
  CHECK(position_of(0) == TextPosition{1, 1});
  CHECK(position_of(body) == TextPosition{2, 4});
  CHECK(position_of(body + 1) == TextPosition{4, 8});
  CHECK(position_of(body + 3) == TextPosition{5, 3});
  CHECK(position_of(body + 8) == TextPosition{3, 6});
  const Status valid = validate_module(*decoded, 1);
  REQUIRE_FALSE(valid.has_value());
}

TEST_CASE("a module can be parsed out of the tokens of a script") {
  const std::string source = "(register \"a\") (module definition $m (func (call $f)) (func $f)) (module (func $f))";
  const Result<std::vector<Token>> tokens = tokenize(source);
  REQUIRE(tokens.has_value());
  // The tokens of the first module are those after `(register "a")`, up to its parenthesis.
  const std::span<const Token> first = std::span(*tokens).subspan(4, 16);
  const Result<TextModule> module = parse_text_module(source, first);
  REQUIRE(module.has_value());
  CHECK(module->bytes == bytes_of("(module $m (func (call 1)) (func $f))"));
  CHECK(find_source_offset(module->positions, 0) == source.find("(module"));

  const Result<TextModule> fields = parse_text_module(source, first.subspan(4, 11));
  REQUIRE(fields.has_value());
  CHECK(fields->bytes == bytes_of("(func (call 1)) (func $f)"));

  const Result<TextModule> cut_off = parse_text_module(source, first.first(15));
  REQUIRE_FALSE(cut_off.has_value());
  CHECK(cut_off.error().offset == source.find(") (module (func $f))"));
}

}  // namespace
}  // namespace wasmc
