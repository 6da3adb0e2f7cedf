#include "loader/memory.h"

#include <doctest/doctest.h>

#include "tests/unit/loader_sample.h"

namespace wasmc {

namespace {

MemoryType memory_type(uint64_t min, std::optional<uint64_t> max = std::nullopt) {
  MemoryType type;
  type.limits = {.min = min, .max = max.value_or(0), .has_max = max.has_value()};
  return type;
}

std::unique_ptr<MemoryInstance> make_memory(const MemoryType& type) {
  auto memory = MemoryInstance::create(type);
  REQUIRE_MESSAGE(memory, message_of(memory));
  return std::move(memory).value();
}

}  // namespace

TEST_CASE("a new memory has its minimum and is zero") {
  const auto memory = make_memory(memory_type(2));
  CHECK(memory->pages() == 2);
  CHECK(memory->bytes().size() == 2 * MemoryInstance::page_size);
  CHECK(memory->bytes().front() == 0);
  CHECK(memory->bytes().back() == 0);
}

TEST_CASE("growing keeps contents and place, and gives the old size") {
  const auto memory = make_memory(memory_type(1));
  memory->bytes()[5] = 42;
  const uint8_t* base = memory->bytes().data();
  CHECK(memory->grow(3) == 1);
  CHECK(memory->grow(0) == 4);
  CHECK(memory->bytes().data() == base);
  CHECK(memory->bytes()[5] == 42);
  memory->bytes().back() = 1;
}

TEST_CASE("a memory doesn't grow past its maximum, nor past 4 GiB") {
  const auto bounded = make_memory(memory_type(1, 2));
  CHECK(bounded->grow(2) == MemoryInstance::grow_failed);
  CHECK(bounded->grow(1) == 1);
  const auto free = make_memory(memory_type(1));
  CHECK(free->grow(65536) == MemoryInstance::grow_failed);
  CHECK(free->grow(0xffffffff) == MemoryInstance::grow_failed);
  CHECK(free->grow(~uint64_t{0}) == MemoryInstance::grow_failed);
  CHECK(free->pages() == 1);
}

TEST_CASE("ranges that end past the memory, or wrap around, are not in it") {
  const auto memory = make_memory(memory_type(1));
  CHECK(memory->holds(0, 65536));
  CHECK(memory->holds(65536, 0));
  CHECK_FALSE(memory->holds(65536, 1));
  CHECK_FALSE(memory->holds(65537, 0));
  CHECK_FALSE(memory->holds(~uint64_t{0}, 2));
}

TEST_CASE("a memory reserves all that an index and an offset reach") {
  const auto memory = make_memory(memory_type(0));
  const uint8_t* base = memory->bytes().data();
  CHECK(memory->reserves(base));
  CHECK(memory->reserves(base + 2 * uint64_t{0xffffffff} + 15));
  CHECK_FALSE(memory->reserves(base - 1));
}

TEST_CASE("memories that can't be provided are refused") {
  MemoryType wide = memory_type(1);
  wide.limits.is_64 = true;
  CHECK(message_of(MemoryInstance::create(wide)) == "64-bit memories are not supported");
  MemoryType shared = memory_type(1, 1);
  shared.shared = true;
  CHECK(message_of(MemoryInstance::create(shared)) == "shared memories are not supported");
  CHECK(message_of(MemoryInstance::create(memory_type(65537))).starts_with("can't allocate a memory of 65537 pages"));
}

}  // namespace wasmc
