#include "runtime-support/value.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <new>

using namespace wasmc;

TEST_CASE("a value that is made without one is zero, whatever its type and whatever was there before") {
  alignas(Value) std::array<unsigned char, sizeof(Value)> storage;
  storage.fill(0xff);
  const Value* value = new (storage.data()) Value{};
  CHECK(value->reference == nullptr);
  CHECK(value->f64_bits == 0);
  CHECK(std::all_of(std::begin(value->v128), std::end(value->v128), [](uint8_t byte) { return byte == 0; }));
}
