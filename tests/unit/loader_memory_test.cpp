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

std::shared_ptr<MemoryInstance> make_memory(const MemoryType& type, MemoryStrategy strategy = MemoryStrategy::guard) {
  auto memory = MemoryInstance::create(type, strategy);
  REQUIRE_MESSAGE(memory, message_of(memory));
  return std::move(memory).value();
}

}  // namespace

TEST_CASE("a new memory has its minimum and is zero") {
  const auto memory = make_memory(memory_type(2));
  CHECK(memory->pages() == 2);
  CHECK(memory->bytes().size() == 2 * 65536);
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

TEST_CASE("a checked memory has no more room than it may use soon, and moves when it needs more") {
  const auto memory = make_memory(memory_type(1), MemoryStrategy::checked);
  CHECK_FALSE(memory->is_guarded());
  CHECK(memory->fixed_base() == nullptr);
  CHECK_FALSE(memory->reserves(memory->bytes().data()));
  memory->bytes()[5] = 42;
  for (uint64_t pages = 1; pages < 1000; pages += 3) {
    REQUIRE(memory->grow(3) == pages);
    REQUIRE(memory->bytes().size() == (pages + 3) * 65536);
    memory->bytes().back() = 7;
  }
  CHECK(memory->bytes()[5] == 42);
  CHECK(memory->bytes()[65535] == 0);
  CHECK(memory->bytes()[4 * 65536 - 1] == 7);
}

TEST_CASE("a checked memory of a fixed size stays where it is") {
  const auto memory = make_memory(memory_type(2, 2), MemoryStrategy::checked);
  CHECK(memory->fixed_base() == memory->bytes().data());
  CHECK(memory->grow(1) == MemoryInstance::grow_failed);
}

TEST_CASE("a checked memory may begin with nothing") {
  const auto memory = make_memory(memory_type(0, 1), MemoryStrategy::checked);
  CHECK(memory->bytes().empty());
  CHECK(memory->grow(1) == 0);
  CHECK(memory->bytes()[65535] == 0);
}

TEST_CASE("memories with 64-bit indices are checked, and as large as the system allows") {
  MemoryType type = memory_type(1);
  type.limits.is_64 = true;
  const auto memory = make_memory(type);
  CHECK_FALSE(memory->is_guarded());
  CHECK(memory->grow(65536) == 1);
  CHECK(memory->bytes().size() == uint64_t{65537} << 16);
  CHECK(memory->grow((uint64_t{1} << 48) - 65537) == MemoryInstance::grow_failed);
  CHECK(memory->grow(uint64_t{1} << 48) == MemoryInstance::grow_failed);
  CHECK(memory->grow(~uint64_t{0}) == MemoryInstance::grow_failed);
  CHECK(memory->pages() == 65537);
  type.limits.min = uint64_t{1} << 48;
  CHECK(message_of(MemoryInstance::create(type)).starts_with("can't allocate a memory of 281474976710656 pages"));
}

TEST_CASE("a memory with pages of one byte is checked, and its size is that many bytes") {
  MemoryType type = memory_type(3, 70000);
  type.page_size_log2 = 0;
  const auto memory = make_memory(type);
  CHECK_FALSE(memory->is_guarded());
  CHECK(memory->bytes().size() == 3);
  CHECK(memory->holds(0, 3));
  CHECK_FALSE(memory->holds(0, 4));
  CHECK(memory->grow(69990) == 3);
  CHECK(memory->bytes().size() == 69993);
  CHECK(memory->bytes().back() == 0);
  CHECK(memory->grow(8) == MemoryInstance::grow_failed);
  CHECK(memory->grow(7) == 69993);
}

TEST_CASE("a shared memory keeps its place however it is bounded, and no more than its maximum") {
  for (MemoryStrategy strategy : {MemoryStrategy::guard, MemoryStrategy::checked}) {
    MemoryType shared = memory_type(1, 40);
    shared.shared = true;
    const auto memory = make_memory(shared, strategy);
    const uint8_t* base = memory->bytes().data();
    CHECK(memory->fixed_base() == base);
    CHECK(memory->parking_lot() != nullptr);
    CHECK(memory->grow(39) == 1);
    CHECK(memory->bytes().data() == base);
    memory->bytes().back() = 1;
    CHECK(memory->grow(1) == MemoryInstance::grow_failed);
  }
}

TEST_CASE("a shared memory with a maximum beyond all address space begins with its minimum") {
  MemoryType shared = memory_type(1, uint64_t{1} << 40);
  shared.shared = true;
  shared.limits.is_64 = true;
  const auto memory = make_memory(shared);
  CHECK(memory->grow(1) == 1);
  CHECK(memory->grow(uint64_t{1} << 30) == MemoryInstance::grow_failed);
}

TEST_CASE("the number of pages never looks like the failure of memory.grow") {
  MemoryType type = memory_type(0xffff'fffe);
  type.page_size_log2 = 0;
  CHECK(make_memory(type)->grow(1) == MemoryInstance::grow_failed);
  type.limits.min = 0xffff'ffff;
  CHECK_FALSE(MemoryInstance::create(type).has_value());
}

TEST_CASE("memories that can't be provided are refused") {
  CHECK(message_of(MemoryInstance::create(memory_type(65537))).starts_with("can't allocate a memory of 65537 pages"));
}

}  // namespace wasmc
