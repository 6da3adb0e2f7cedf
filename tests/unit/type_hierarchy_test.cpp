#include "compiler/module/type_hierarchy.h"

#include <doctest/doctest.h>

#include <initializer_list>

namespace wasmc {
namespace {

constexpr uint32_t none = ~0U;

TypeHierarchy hierarchy(std::initializer_list<uint32_t> supertypes) {
  std::vector<DefinedType> types;
  for (const uint32_t super : supertypes) {
    DefinedType& type = types.emplace_back();
    type.canonical = static_cast<uint32_t>(types.size() - 1);
    if (super != none) type.supertype = super;
  }
  return TypeHierarchy(types);
}

}  // namespace

TEST_CASE("a type is below its ancestors and itself, and no others") {
  //   0      1
  //  2 3     5
  //  4
  const TypeHierarchy types = hierarchy({none, none, 0, 0, 2, 1});
  const std::vector<std::vector<bool>> below = {
      {true, false, false, false, false, false}, {false, true, false, false, false, false},
      {true, false, true, false, false, false},  {true, false, false, true, false, false},
      {true, false, true, false, true, false},   {false, true, false, false, false, true}};
  for (uint32_t sub = 0; sub < 6; ++sub) {
    for (uint32_t super = 0; super < 6; ++super) {
      CAPTURE(sub);
      CAPTURE(super);
      CHECK(types.is_subtype(sub, super) == below[sub][super]);
    }
  }
}

TEST_CASE("a supertype that is not before its subtype is none") {
  const TypeHierarchy types = hierarchy({1, none, 2, 99});
  CHECK_FALSE(types.is_subtype(0, 1));
  CHECK(types.is_subtype(2, 2));
}

TEST_CASE("equal types are below each other") {
  std::vector<DefinedType> types(3);
  types[1].supertype = 0;
  types[1].canonical = 1;
  types[2].supertype = 0;
  types[2].canonical = 1;
  const TypeHierarchy built(types);
  CHECK(built.is_subtype(1, 2));
  CHECK(built.is_subtype(2, 1));
  CHECK(built.is_subtype(2, 0));
}

}  // namespace wasmc
