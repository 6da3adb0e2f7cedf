#include "loader/stack.h"

#include <doctest/doctest.h>

#include "tests/unit/loader_sample.h"

namespace wasmc {

TEST_CASE("a stack is guarded below its lowest byte, and the limit leaves a red zone above it") {
  auto stack = WasmStack::create(1 << 20);
  REQUIRE(stack);
  const auto* top = static_cast<const uint8_t*>(stack->top());
  const uint8_t* lowest = top - (1 << 20);
  CHECK(stack->contains(top - 1));
  CHECK(stack->contains(lowest));
  CHECK_FALSE(stack->contains(lowest - 1));
  CHECK_FALSE(stack->contains(top));
  CHECK(stack->is_guard(lowest - 1));
  CHECK(stack->is_guard(lowest - 65536));
  CHECK_FALSE(stack->is_guard(lowest));
  CHECK(*stack->limit() == reinterpret_cast<uintptr_t>(lowest) + (256 << 10));
}

TEST_CASE("the red zone of a small stack is small") {
  auto stack = WasmStack::create(WasmStack::min_size);
  REQUIRE(stack);
  const auto lowest = reinterpret_cast<uintptr_t>(stack->top()) - WasmStack::min_size;
  CHECK(*stack->limit() == lowest + (64 << 10));
}

TEST_CASE("a stack too small to work with, or beyond reason, is refused") {
  CHECK(message_of(WasmStack::create(1000)) == "a stack of 1000 bytes is not possible: take 262144 or more");
  CHECK_FALSE(WasmStack::create(0));
  CHECK_FALSE(WasmStack::create(~uint64_t{0}));
  CHECK_FALSE(WasmStack::create(uint64_t{1} << 62));
}

}  // namespace wasmc
