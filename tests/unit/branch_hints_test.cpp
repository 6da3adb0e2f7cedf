#include "compiler/binary/branch_hints.h"

#include <doctest/doctest.h>

#include <string>

#include "compiler/binary/decode.h"
#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

// One imported function and a function whose body is, from offset 1: local.get 0, br_if 0, local.get 0, if, end, end.
Bytes module_with(const Bytes& hints, bool behind_code = false) {
  const Bytes custom = section(0, join({name_bytes("metadata.code.branch_hint"), hints}));
  const Bytes code = section(10, join({{1}, sized({0, 0x20, 0, 0x0d, 0, 0x20, 0, 0x04, 0x40, 0x0b, 0x0b})}));
  return module_bytes({section(1, {1, 0x60, 1, 0x7f, 0}), section(2, {1, 0, 0, 0, 0}), section(3, {1, 0}),
                       behind_code ? join({code, custom}) : join({custom, code})});
}

// What is wrong with the hints, without "@metadata.code.branch_hint annotation: "; "" if nothing is.
std::string refusal(const Bytes& bytes) {
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  const Status status = check_branch_hints(*module);
  if (status) return "";
  const std::string& message = status.error().message;
  const std::string start = "@metadata.code.branch_hint annotation: ";
  return message.rfind(start, 0) == 0 ? message.substr(start.size()) : message;
}

}  // namespace

TEST_CASE("hints are about the branches of a function, by their offsets in its body") {
  const Bytes bytes = module_with({1, 1, 2, 3, 1, 1, 7, 1, 0});
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  const auto functions = decode_branch_hints(*module);
  REQUIRE(functions);
  REQUIRE(functions->size() == 1);
  CHECK(functions->front().function == 1);
  REQUIRE(functions->front().hints.size() == 2);
  CHECK(functions->front().hints[0].offset == 3);
  CHECK(functions->front().hints[0].is_likely);
  CHECK_FALSE(functions->front().hints[1].is_likely);
  CHECK(refusal(bytes).empty());
}

TEST_CASE("a module without the section has no hints") {
  const Bytes bytes = module_bytes({});
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  const auto functions = decode_branch_hints(*module);
  REQUIRE(functions);
  CHECK(functions->empty());
}

TEST_CASE("a hint is about an if or a br_if") {
  CHECK(refusal(module_with({1, 1, 1, 1, 1, 0})) == "invalid target");
  CHECK(refusal(module_with({1, 1, 1, 4, 1, 0})) == "invalid target");
  CHECK(refusal(module_with({1, 1, 1, 100, 1, 0})) == "invalid target");
}

TEST_CASE("hints that are malformed are refused, not the module") {
  CHECK(refusal(module_with({1, 0, 0})) == "unknown function");
  CHECK(refusal(module_with({1, 2, 0})) == "unknown function");
  CHECK(refusal(module_with({2, 1, 0, 1, 0})) == "functions out of order");
  CHECK(refusal(module_with({1, 1, 2, 3, 1, 1, 3, 1, 0})) == "offsets out of order");
  CHECK(refusal(module_with({1, 1, 1, 3, 2, 1})) == "malformed size");
  CHECK(refusal(module_with({1, 1, 1, 3, 1, 2})) == "malformed value");
  CHECK(refusal(module_with({0, 0})) == "section size mismatch");
  CHECK(refusal(module_with({0}, true)) == "section behind the code");
  CHECK(refusal(module_with({1, 1, 1, 3})) == "unexpected end of section or function: branch hint's size");
  CHECK(refusal(module_with({0xff, 0xff, 0xff, 0xff, 0x0f})) ==
        "unexpected end of section or function: function index");
}

}  // namespace wasmc
