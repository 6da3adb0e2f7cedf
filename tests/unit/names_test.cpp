#include "compiler/binary/names.h"

#include <doctest/doctest.h>

#include "compiler/binary/decode.h"
#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

Bytes module_with_names(const Bytes& subsections) {
  return module_bytes({type_section(), section(3, {2, 0, 0}), section(10, {2, 2, 0, 0x0b, 2, 0, 0x0b}),
                       section(0, join({name_bytes("name"), subsections}))});
}

}  // namespace

TEST_CASE("the module and its functions have the names that the section gives them") {
  const Bytes bytes = module_with_names(
      join({section(0, name_bytes("app")), section(1, join({{1, 1}, name_bytes("main")})), section(2, {0xff})}));
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  const Names names = decode_names(*module);
  CHECK(names.module == "app");
  CHECK(names.function(0).empty());
  CHECK(names.function(1) == "main");
  CHECK(names.function(1000).empty());
}

TEST_CASE("the name of a function that does not exist is ignored") {
  const Bytes bytes =
      module_with_names(section(1, join({{2, 0}, name_bytes("a"), {0xff, 0xff, 0xff, 0xff, 0x0f}, name_bytes("b")})));
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  const Names names = decode_names(*module);
  CHECK(names.function(0) == "a");
  CHECK(names.functions.size() == 1);
}

TEST_CASE("a malformed section of names counts as absent") {
  for (const Bytes& broken : {Bytes{1}, Bytes{1, 9, 0}, section(1, join({{2, 0}, name_bytes("a")})),
                              section(1, {1, 0, 1, 0xff}), join({section(0, name_bytes("app")), {7}})}) {
    const Bytes bytes = module_with_names(broken);
    const Result<Module> module = decode_module(bytes);
    REQUIRE(module);
    const Names names = decode_names(*module);
    CHECK(names.module.empty());
    CHECK(names.functions.empty());
  }
}

}  // namespace wasmc
