#include "compiler/analyze/partitions.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace wasmc;

namespace {

// A module of functions whose bodies are of that many bytes, each different from the others.
class Functions {
 public:
  explicit Functions(std::vector<size_t> sizes) {
    for (size_t i = 0; i < sizes.size(); ++i) {
      bodies_.emplace_back(sizes[i], static_cast<uint8_t>(i));
      bodies_.back()[0] = static_cast<uint8_t>(i >> 8);
    }
    for (const std::vector<uint8_t>& body : bodies_) module_.functions.emplace_back().body.bytes = body;
  }
  [[nodiscard]] std::vector<Partition> plan() const { return plan_partitions(module_); }
  [[nodiscard]] std::vector<size_t> order() const { return largest_first(plan(), module_); }

 private:
  std::vector<std::vector<uint8_t>> bodies_;
  Module module_;
};

size_t count_common(const std::vector<Partition>& a, const std::vector<Partition>& b) {
  return static_cast<size_t>(
      std::ranges::count_if(a, [&](const Partition& each) { return std::ranges::find(b, each) != b.end(); }));
}

}  // namespace

TEST_CASE("partitions hold every function once, in order, and no more than 100 of them or 48 KiB") {
  const std::vector<Partition> plan = Functions(std::vector<size_t>(2000, 900)).plan();
  uint32_t next = 0;
  for (const Partition& partition : plan) {
    CHECK(partition.size() * 900 <= 48 * 1024);
    for (const uint32_t function : partition) CHECK(function == next++);
  }
  CHECK(next == 2000);
  for (const Partition& partition : Functions(std::vector<size_t>(2000, 10)).plan()) CHECK(partition.size() <= 100);
}

TEST_CASE("a function that is larger than a partition has one of its own") {
  std::vector<size_t> sizes(20, 1000);
  sizes[10] = 100'000;
  const std::vector<Partition> plan = Functions(sizes).plan();
  CHECK(std::ranges::find(plan, Partition{10}) != plan.end());
}

TEST_CASE("a function that grows moves the ends of a few partitions only") {
  std::vector<size_t> sizes(2000, 900);
  const std::vector<Partition> before = Functions(sizes).plan();
  sizes[100] = 30'000;
  const std::vector<Partition> after = Functions(sizes).plan();
  CHECK(count_common(before, after) + 6 >= before.size());
}

TEST_CASE("large partitions are compiled first, and those of a size in the module's order") {
  CHECK(Functions({40'000, 50'000, 40'000, 90'000, 10'000}).order() == std::vector<size_t>{3, 1, 0, 2, 4});
}
