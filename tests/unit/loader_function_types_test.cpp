#include "loader/function_types.h"

#include <doctest/doctest.h>

#include <set>

namespace wasmc {

TEST_CASE("equal types have equal ids, different ones different ids, and none is 0") {
  const FunctionType type{{ValueType::i32()}, {ValueType::i64()}};
  const FunctionType swapped{{ValueType::i64()}, {ValueType::i32()}};
  const FunctionType moved{{ValueType::i32(), ValueType::i64()}, {}};
  const uint32_t id = intern_function_type(type);
  CHECK(id != 0);
  CHECK(intern_function_type(FunctionType(type)) == id);
  CHECK(intern_function_type(swapped) != id);
  CHECK(intern_function_type(moved) != id);
  CHECK(function_type(id) == type);
}

TEST_CASE("ids stay right as the types become many") {
  std::set<uint32_t> ids;
  for (size_t length = 0; length < 300; ++length) {
    const FunctionType type{std::vector<ValueType>(length, ValueType::f64()), {}};
    const uint32_t id = intern_function_type(type);
    ids.insert(id);
    CHECK(function_type(id) == type);
  }
  CHECK(ids.size() == 300);
}

}  // namespace wasmc
