#include "loader/parking_lot.h"

#include <atomic>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

using namespace wasmc;

TEST_CASE("a wait ends at once if the number is not the expected one, and in time if nobody notifies") {
  ParkingLot lot;
  const uint32_t word = 5;
  const uint64_t wide = uint64_t{5} << 32;
  CHECK(lot.wait(&word, 6, -1) == WaitResult::not_equal);
  CHECK(lot.wait(&wide, 0, -1) == WaitResult::not_equal);
  CHECK(lot.wait(&word, 5, 0) == WaitResult::timed_out);
  CHECK(lot.wait(&wide, wide, 1000) == WaitResult::timed_out);
  CHECK(lot.notify(&word, ~uint32_t{0}) == 0);
}

TEST_CASE("a notification wakes those who wait for its place, no more than it says") {
  ParkingLot lot;
  const uint32_t words[64] = {};
  std::atomic<int> woken = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] { woken += lot.wait(&words[0], 0, -1) == WaitResult::woken; });
  }
  for (const uint32_t& other : words) {
    if (&other != &words[0]) CHECK(lot.notify(&other, 1) == 0);
  }
  for (uint32_t total = 0; total < 3;) {
    const uint32_t count = lot.notify(&words[0], 2);
    CHECK(count <= 2);
    total += count;
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(woken == 3);
}

TEST_CASE("each wait ends one way, however notifications and time-outs meet") {
  ParkingLot lot;
  const uint32_t word = 0;
  std::atomic<uint32_t> woken = 0;
  uint32_t notified = 0;
  std::atomic<int> running = 2;
  const auto work = [&] {
    for (int i = 0; i < 500; ++i) woken += lot.wait(&word, 0, i % 3 * 1000) == WaitResult::woken;
    --running;
  };
  std::thread first(work);
  std::thread second(work);
  while (running != 0) notified += lot.notify(&word, 1);
  first.join();
  second.join();
  CHECK(woken == notified);
}
