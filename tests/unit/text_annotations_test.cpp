#include "compiler/text/annotations.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/unit/text_samples.h"

namespace wasmc {
namespace {

// The ids of the sections, and the names of the custom ones.
std::vector<std::string> sections_of(std::string_view source) {
  const Bytes bytes = bytes_of(source);
  std::vector<std::string> sections;
  for (size_t at = 8; at < bytes.size(); at += 2 + bytes[at + 1]) {
    const char* name = reinterpret_cast<const char*>(bytes.data()) + at + 3;
    sections.push_back(bytes[at] != 0 ? std::to_string(bytes[at]) : std::string(name, bytes[at + 2]));
  }
  return sections;
}

// The contents of the custom section with that name.
Bytes custom_section(std::string_view source, std::string_view name) {
  const Bytes bytes = bytes_of(source);
  const Result<Module> module = decode_module(bytes, FeatureSet::all());
  REQUIRE(module.has_value());
  for (const CustomSection& section : module->custom_sections) {
    if (section.name == name) return {section.contents.bytes.begin(), section.contents.bytes.end()};
  }
  return {};
}

using Texts = std::vector<std::string>;

TEST_CASE("annotations without a meaning are passed over") {
  check_same("((@a) module (@b \"x\" (c)) (func (@d) nop (@\"e f\")))", "(module (func nop))");
}

TEST_CASE("a custom section is last, or before or after the section that its annotation names") {
  CHECK(sections_of("(@custom \"a\") (@custom \"b\" (before func)) (func) (@custom \"c\" (before first))"
                    "(@custom \"d\" (after type)) (@custom \"e\" (after last)) (@custom \"f\" (before type))") ==
        Texts{"c", "f", "1", "d", "b", "3", "10", "a", "e"});
  CHECK(sections_of("(@custom \"a\" (after global)) (@custom \"b\" (after memory)) (@custom \"c\" (after table))") ==
        Texts{"c", "b", "a"});
  CHECK(custom_section("(@custom \"a\" \"b\" \"\\00\")", "a") == Bytes{'b', 0});
  CHECK(sections_of("(module $m (@custom \"a\") (@custom \"b\" (after data)))") == Texts{"b", "name", "a"});
}

TEST_CASE("annotations for custom sections stand among the fields of a module") {
  CHECK(refusal("(module (func (@custom \"a\")))") == "misplaced @custom annotation");
  CHECK(refusal("(module (@custom \"a\" (before nothing)))") == "@custom annotation: malformed section kind");
  CHECK(refusal("(module (@custom))") == "@custom annotation: missing section name");
}

TEST_CASE("an item is called what its annotation says, else what its id says") {
  CHECK(custom_section("(module $m (@name \"x\"))", "name") == Bytes{0, 2, 1, 'x'});
  CHECK(custom_section("(module (func $f (@name \"x\")) (func $g) (func (@name \"z\") (call $f)))", "name") ==
        Bytes{1, 10, 3, 0, 1, 'x', 1, 1, 'g', 2, 1, 'z'});
  CHECK(custom_section("(func (param $p (@name \"x\") i32) (local $l i32))", "name") ==
        Bytes{2, 9, 1, 0, 2, 0, 1, 'x', 1, 1, 'l'});
  CHECK(refusal("(module (func (@name \"a\") (@name \"b\")))") == "@name annotation: multiple func");
  CHECK(refusal("(module (func (@name 1)))") == "@name annotation: unexpected token 1");
  CHECK(refusal("(module (func nop (@name \"a\")))") == "misplaced @name annotation");
}

TEST_CASE("labels, types, fields and tags have names as other items do") {
  CHECK(custom_section("(func (block (block $b) (block $c (@name \"x\"))))", "name") ==
        Bytes{3, 9, 1, 0, 2, 1, 1, 'b', 2, 1, 'x'});
  CHECK(custom_section("(type $t (struct (field i32) (field $f i32))) (tag $e)", "name") ==
        Bytes{4, 4, 1, 0, 1, 't', 10, 6, 1, 0, 1, 1, 1, 'f', 11, 4, 1, 0, 1, 'e'});
}

TEST_CASE("labels are counted in the order of the bytes") {
  CHECK(custom_section("(func (if $i (block $b (result i32) (i32.const 1)) (then)))", "name") ==
        Bytes{3, 9, 1, 0, 2, 0, 1, 'b', 1, 1, 'i'});
}

TEST_CASE("a hint about a branch has the offset of its instruction in the body") {
  const std::string hint = "(@metadata.code.branch_hint \"\\01\")";
  const Bytes expected = {1, 0, 1, 3, 1, 1};
  CHECK(custom_section("(func i32.const 0 " + hint + " if end)", "metadata.code.branch_hint") == expected);
  CHECK(custom_section("(func " + hint + " (if (i32.const 0) (then)))", "metadata.code.branch_hint") == expected);
  CHECK(custom_section("(func (" + hint + " br_if 0 (i32.const 0)))", "metadata.code.branch_hint") == expected);
  CHECK(sections_of("(func (br_if 0 (i32.const 0)))") == Texts{"1", "3", "10"});
}

TEST_CASE("a hint is about one branch in a function") {
  const std::string hint = "(@metadata.code.branch_hint \"\\00\")";
  const std::string problem = "@metadata.code.branch_hint annotation: ";
  CHECK(refusal("(func " + hint + hint + "if end)") == problem + "duplicate annotation");
  CHECK(refusal("(func " + hint + "nop)") == problem + "invalid target");
  CHECK(refusal("(module " + hint + "(func))") == problem + "not in a function");
  CHECK(refusal("(func (@metadata.code.branch_hint \"\\02\") if end)").starts_with(problem + "invalid value"));
}

}  // namespace
}  // namespace wasmc
