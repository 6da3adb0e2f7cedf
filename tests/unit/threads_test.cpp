#include "compiler/threads.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>

namespace wasmc {

TEST_CASE("work is done by as many threads as are asked for, and by one at least") {
  for (const size_t threads : {size_t{0}, size_t{1}, size_t{4}}) {
    std::atomic<size_t> calls = 0;
    run_on_threads(threads, [&] { ++calls; });
    CHECK(calls >= 1);
    CHECK(calls <= std::max<size_t>(threads, 1));
  }
}

TEST_CASE("an absurd number of threads is not started") {
  std::atomic<size_t> calls = 0;
  run_on_threads(4'000'000'000, [&] { ++calls; });
  CHECK(calls >= 1);
  CHECK(calls <= 256);
}

}  // namespace wasmc
