// Where threads wait for each other: memory.atomic.wait and notify (the proposal "threads"). One for each shared
// memory. Usable from any thread.
#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace wasmc {

// As memory.atomic.wait gives it.
enum class WaitResult : uint32_t { woken = 0, not_equal = 1, timed_out = 2 };

class ParkingLot {
 public:
  ParkingLot() = default;
  ParkingLot(const ParkingLot&) = delete;
  ParkingLot& operator=(const ParkingLot&) = delete;

  // Waits until notify() is called for the place, unless the number there is not the expected one. That is looked at
  // together with beginning to wait: no notification in between is missed. A negative timeout, in nanoseconds, is none.
  WaitResult wait(const uint32_t* place, uint32_t expected, int64_t timeout);
  WaitResult wait(const uint64_t* place, uint64_t expected, int64_t timeout);

  // Wakes at most `count` of those who wait for the place, the longest waiting first; how many.
  uint32_t notify(const void* place, uint32_t count);

 private:
  struct Waiter {
    const void* place;
    Waiter* next = nullptr;
    bool woken = false;
    std::condition_variable changed;
  };

  // The waiters for the places that share it, in the order in which they came.
  struct Queue {
    std::mutex mutex;
    Waiter* first = nullptr;

    void append(Waiter& waiter);
    void remove(const Waiter& waiter);
  };

  template <typename T>
  WaitResult wait_for(const T* place, T expected, int64_t timeout);
  static bool sleep(std::unique_lock<std::mutex>& lock, Waiter& waiter, int64_t timeout);
  Queue& queue_of(const void* place);

  std::array<Queue, 16> queues_;
};

}  // namespace wasmc
