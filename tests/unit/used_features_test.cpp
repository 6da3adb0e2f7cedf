#include "compiler/analyze/used_features.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "compiler/binary/decode.h"
#include "compiler/text/text_module.h"
#include "format/artifact.h"

namespace wasmc {

namespace {

// The flags of the features that a module uses, a space before each.
std::string used_by(std::string_view fields) {
  const Result<TextModule> text = parse_text_module("(module " + std::string(fields) + ")");
  REQUIRE(text);
  const Result<Module> module = decode_module(text->bytes, FeatureSet::all());
  REQUIRE(module);
  const FeatureSet used = used_features(*module);
  std::string flags;
  for (const FeatureRow& row : all_features()) {
    if (row.feature != Feature::mvp && used.has(row.feature)) flags += std::string(" ") + row.flag;
  }
  return flags;
}

}  // namespace

TEST_CASE("a module of the first version uses no feature") {
  CHECK(used_by("(table 1 funcref) (memory 1) (global i32 (i32.const 1)) (elem (i32.const 0) 0)"
                "(data (i32.const 0) \"a\") (func (export \"f\") (i32.load (i32.const 0)) drop)") == "");
}

TEST_CASE("features are found in instructions") {
  CHECK(used_by("(func (drop (i32.extend8_s (i32.const 1))))") == " sign-extension");
  CHECK(used_by("(memory 1) (func (memory.copy (i32.const 0) (i32.const 0) (i32.const 0)))") == " bulk-memory");
  CHECK(used_by("(func (drop (v128.const i32x4 0 0 0 0)))") == " simd");
  CHECK(used_by("(func (return_call 0))") == " tail-calls");
  CHECK(used_by("(func (block (result i32 i32) (i32.const 1) (i32.const 2)) drop drop)") == " multi-value");
}

TEST_CASE("features are found in what a module declares") {
  CHECK(used_by("(memory 1) (memory 1)") == " multi-memory");
  CHECK(used_by("(memory i64 1)") == " memory64");
  CHECK(used_by("(memory 1 1 shared)") == " threads");
  CHECK(used_by("(memory 1 (pagesize 1))") == " custom-page-sizes");
  CHECK(used_by("(import \"a\" \"b\" (global (mut i32)))") == " mutable-globals");
  CHECK(used_by("(global (export \"a\") (mut i32) (i32.const 1))") == " mutable-globals");
  CHECK(used_by("(func (param externref))") == " reference-types");
  CHECK(used_by("(type $t (struct))") == " gc");
  CHECK(used_by("(memory 1) (data \"a\")") == " bulk-memory");
}

TEST_CASE("arithmetic is a feature in constant expressions alone") {
  CHECK(used_by("(global i32 (i32.add (i32.const 1) (i32.const 1)))") == " extended-const");
  CHECK(used_by("(func (drop (i32.add (i32.const 1) (i32.const 1))))") == "");
}

TEST_CASE("headers number features by the names of their flags") {
  FeatureSet set;
  set.enable(Feature::mvp);
  CHECK(wasm_feature_bits(set) == 0);
  set.enable(Feature::simd);
  set.enable(Feature::mutable_globals);
  CHECK(wasm_feature_bits(set) == 0x41);
}

}  // namespace wasmc
