#include "compiler/module/canonical_types.h"

#include <doctest/doctest.h>

#include <vector>

#include "compiler/binary/decode.h"
#include "compiler/text/text_module.h"

namespace wasmc {
namespace {

// The canonical index of each type of the module.
std::vector<uint32_t> canonical(std::string_view text) {
  const Result<TextModule> parsed = parse_text_module(text);
  REQUIRE(parsed);
  const Result<Module> module = decode_module(parsed->bytes);
  REQUIRE(module);
  std::vector<uint32_t> indices;
  for (const DefinedType& type : module->types) indices.push_back(type.canonical);
  return indices;
}

using Indices = std::vector<uint32_t>;

}  // namespace

TEST_CASE("types that look alike are equal") {
  CHECK(canonical("(type (func (param i32))) (type (func)) (type (func (param i32)))") == Indices{0, 1, 0});
  CHECK(canonical("(type (array i8)) (type (array (mut i8))) (type (array i8))") == Indices{0, 1, 0});
  CHECK(canonical("(type (struct)) (type (sub (struct))) (type (sub final (struct)))") == Indices{0, 1, 0});
}

TEST_CASE("parameters are not results, and a structure of one field is no array") {
  CHECK(canonical("(type (func (param i32))) (type (func (result i32)))") == Indices{0, 1});
  CHECK(canonical("(type (struct (field i32))) (type (array i32))") == Indices{0, 1});
}

TEST_CASE("a group equals another if its references to itself do") {
  CHECK(canonical("(type $a (struct (field (ref null $a)))) (type $b (struct (field (ref null $b))))") ==
        Indices{0, 0});
  CHECK(canonical("(rec (type $a (struct (field (ref $b)))) (type $b (struct)))"
                  "(rec (type $c (struct (field (ref $d)))) (type $d (struct)))") == Indices{0, 1, 0, 1});
  CHECK(canonical("(rec (type $a (struct (field (ref $a)))) (type (struct)))"
                  "(rec (type (struct (field (ref 3)))) (type (struct)))") == Indices{0, 1, 2, 3});
}

TEST_CASE("groups of another size are others") {
  CHECK(canonical("(type (func)) (rec (type (func)) (type (func)))") == Indices{0, 1, 2});
}

TEST_CASE("references to equal types outside of the group are equal, to others not") {
  CHECK(canonical("(type (func)) (type (func)) (type (array (ref 0))) (type (array (ref 1)))") == Indices{0, 0, 2, 2});
  CHECK(canonical("(type (func)) (type (struct)) (type (array (ref 0))) (type (array (ref 1)))") ==
        Indices{0, 1, 2, 3});
  // The first refers to itself, the second to the first.
  CHECK(canonical("(type $a (array (ref null $a))) (type (array (ref null $a)))") == Indices{0, 1});
}

TEST_CASE("equal types with equal supertypes are equal") {
  CHECK(canonical("(type (sub (struct))) (type (sub (struct)))"
                  "(type (sub 0 (struct (field i32)))) (type (sub 1 (struct (field i32))))") == Indices{0, 0, 2, 2});
}

}  // namespace wasmc
