#include "compiler/analyze/small_callees.h"

#include <doctest/doctest.h>

#include <string>

#include "compiler/binary/decode.h"
#include "compiler/text/text_module.h"

using namespace wasmc;

namespace {

// Of the functions after an imported one, what the first may copy. It calls all that are called $a to $d.
Partition callees_of(const std::string& calls, const std::string& others) {
  const Result<TextModule> text =
      parse_text_module("(module (import \"m\" \"n\" (func $imported)) (func " + calls + ") " + others + ")");
  REQUIRE(text);
  const Result<Module> module = decode_module(text->bytes, FeatureSet::defaults());
  REQUIRE(module);
  return find_small_callees(*module, Partition{1});
}

std::string repeat(int times, const std::string& text) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("small functions of other partitions are copied that those of this one call, each once") {
  CHECK(callees_of("(call $b) (call $a) (call $b)", "(func $a) (func $b) (func $c)") == Partition{2, 3});
}

TEST_CASE("imported functions, and those of the partition itself, are not copied") {
  CHECK(callees_of("(call $imported) (call 1) (call 1)", "").empty());
}

TEST_CASE("functions that call, branch or loop, and large ones, are not copied") {
  CHECK(callees_of("(call $a)", "(func $a (call $imported))").empty());
  CHECK(callees_of("(call $a)", "(func $a (if (i32.const 1) (then (nop))))").empty());
  CHECK(callees_of("(call $a)", "(func $a (loop))").empty());
  CHECK(callees_of("(call $a)", "(func $a (block))").empty());
  CHECK(callees_of("(call $a)", "(table 1 funcref) (func $a (call_indirect (i32.const 0)))").empty());
  CHECK_FALSE(callees_of("(call $a)", "(func $a " + repeat(100, "nop ") + ")").empty());
  CHECK(callees_of("(call $a)", "(func $a " + repeat(200, "nop ") + ")").empty());
}

TEST_CASE("no more than a hundred functions are copied, the smallest first") {
  std::string calls;
  std::string functions;
  for (uint32_t i = 0; i < 120; ++i) {
    calls += "(call " + std::to_string(i + 2) + ")";
    functions += "(func " + std::string(i < 20 ? "nop nop" : "") + ")";
  }
  const Partition copied = callees_of(calls, functions);
  CHECK(copied.size() == 100);
  CHECK(copied.front() == 22);
}
