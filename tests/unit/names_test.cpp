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

TEST_CASE("a malformed subsection counts as absent, and so does what follows a subsection without an end") {
  const Bytes functions = section(1, join({{1, 0}, name_bytes("a")}));
  for (const Bytes& broken : {Bytes{2}, Bytes{2, 9, 0}, section(2, join({{2, 0}, name_bytes("a")})),
                              section(0, {1, 0xff}), section(4, {1, 0, 1, 0xff}), section(200, {7})}) {
    const Bytes bytes = module_with_names(join({functions, broken}));
    const Result<Module> module = decode_module(bytes);
    REQUIRE(module);
    const Names names = decode_names(*module);
    CHECK(names.module.empty());
    CHECK(names.types.empty());
    CHECK(names.locals.empty());
    CHECK(names.function(0) == "a");
  }
}

TEST_CASE("functions that are malformed have no names") {
  const Bytes bytes =
      module_with_names(join({section(1, join({{2, 0}, name_bytes("a")})), section(0, name_bytes("m"))}));
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  const Names names = decode_names(*module);
  CHECK(names.functions.empty());
  CHECK(names.module == "m");
}

TEST_CASE("items of each kind have names of their own") {
  const Bytes bytes = module_bytes(
      {type_section(), section(4, {1, 0x70, 0, 0}), section(5, {1, 0, 0}), section(6, {1, 0x7f, 0, 0x41, 0, 0x0b}),
       section(9, {1, 1, 0, 0}), section(11, {1, 1, 0}),
       section(0,
               join({name_bytes("name"), section(4, join({{1, 2}, name_bytes("type")})),
                     section(5, join({{1, 0}, name_bytes("table")})), section(6, join({{1, 0}, name_bytes("memory")})),
                     section(7, join({{1, 0}, name_bytes("global")})), section(8, join({{1, 0}, name_bytes("elem")})),
                     section(9, join({{1, 0}, name_bytes("data")}))}))});
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  const Names names = decode_names(*module);
  CHECK(name_of(names.types, 1).empty());
  CHECK(name_of(names.types, 2) == "type");
  CHECK(name_of(names.tables, 0) == "table");
  CHECK(name_of(names.memories, 0) == "memory");
  CHECK(name_of(names.globals, 0) == "global");
  CHECK(name_of(names.elements, 0) == "elem");
  CHECK(name_of(names.data, 0) == "data");
}

TEST_CASE("locals, labels and fields have names by the item that they belong to") {
  const Bytes locals = join({{2, 1, 1, 0}, name_bytes("b"), {0, 2, 1}, name_bytes("y"), {0}, name_bytes("x")});
  const Bytes labels = join({{1, 0, 1, 3}, name_bytes("loop")});
  const Bytes fields = join({{1, 2, 1, 0}, name_bytes("field")});
  const Bytes bytes = module_with_names(join({section(2, locals), section(3, labels), section(10, fields)}));
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  const Names names = decode_names(*module);
  CHECK(names.locals.of(0, 2) == NameList{"x", "y"});
  CHECK(names.locals.of(0, 1) == NameList{"x"});
  CHECK(names.locals.of(1, 2) == NameList{"b"});
  CHECK(names.locals.of(2, 2).empty());
  CHECK(name_of(names.labels.of(0, 4), 3) == "loop");
  CHECK(names.fields.of(2, 1) == NameList{"field"});
}

}  // namespace wasmc
