#include "compiler/analyze/tail_callers.h"

#include <doctest/doctest.h>

#include "compiler/binary/decode.h"
#include "compiler/text/text_module.h"

namespace wasmc {

namespace {

std::vector<bool> tail_callers_of(std::string_view source) {
  const Result<TextModule> text = parse_text_module(source);
  REQUIRE(text);
  const Result<Module> module = decode_module(text->bytes, FeatureSet::defaults());
  REQUIRE(module);
  return find_tail_callers(*module);
}

}  // namespace

TEST_CASE("functions that make tail calls of any kind are found") {
  const std::vector<bool> found = tail_callers_of(R"((module
    (type $none (func))
    (import "m" "n" (func))
    (table 1 funcref)
    (func (call 0))
    (func (return_call 0))
    (func (if (i32.const 1) (then (return_call_indirect (type $none) (i32.const 0)))))
    (func (param (ref $none)) (return_call_ref $none (local.get 0)))))");
  CHECK(found == std::vector<bool>{false, false, true, true, true});
}

TEST_CASE("a module without tail calls has nothing to list") {
  CHECK(tail_callers_of("(module (func (call 0)))").empty());
}

}  // namespace wasmc
