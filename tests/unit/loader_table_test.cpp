#include "loader/table.h"

#include <doctest/doctest.h>

#include "tests/unit/loader_sample.h"

namespace wasmc {

namespace {

TableType table_type(uint64_t min, std::optional<uint64_t> max = std::nullopt) {
  return {ValueType::externref(), {.min = min, .max = max.value_or(0), .has_max = max.has_value()}};
}

std::unique_ptr<TableInstance> make_table(const TableType& type, void* init) {
  auto table = TableInstance::create(type, init);
  REQUIRE_MESSAGE(table, message_of(table));
  return std::move(table).value();
}

}  // namespace

TEST_CASE("a new table has its minimum of the initial value") {
  int thing = 0;
  const auto table = make_table(table_type(3), &thing);
  REQUIRE(table->elements().size() == 3);
  for (void* element : table->elements()) CHECK(element == &thing);
  CHECK(make_table(table_type(0), nullptr)->elements().empty());
}

TEST_CASE("growing keeps the elements and gives the old size") {
  int thing = 0;
  const auto table = make_table(table_type(1), &thing);
  CHECK(table->grow(1000, nullptr) == 1);
  CHECK(table->grow(100000, &thing) == 1001);
  REQUIRE(table->elements().size() == 101001);
  CHECK(table->elements()[0] == &thing);
  CHECK(table->elements()[1000] == nullptr);
  CHECK(table->elements()[1001] == &thing);
  CHECK(table->elements()[101000] == &thing);
}

TEST_CASE("a table doesn't grow past its maximum, nor past the implementation's") {
  CHECK(make_table(table_type(1, 2), nullptr)->grow(2, nullptr) == TableInstance::grow_failed);
  const auto table = make_table(table_type(1), nullptr);
  CHECK(table->grow(TableInstance::max_elements, nullptr) == TableInstance::grow_failed);
  CHECK(table->grow(~uint64_t{0}, nullptr) == TableInstance::grow_failed);
  CHECK(table->elements().size() == 1);
}

TEST_CASE("a table larger than the implementation's limit is refused") {
  CHECK(message_of(TableInstance::create(table_type(10'000'001), nullptr)) ==
        "can't allocate a table of 10000001 elements; the limit is 10000000");
}

}  // namespace wasmc
