#include "loader/parking_lot.h"

#include <chrono>

namespace wasmc {

namespace {

// Later than this the clock would overflow: nobody waits as long.
constexpr int64_t longest_timeout = int64_t{1} << 61;

}  // namespace

void ParkingLot::Queue::append(Waiter& waiter) {
  Waiter** end = &first;
  while (*end != nullptr) end = &(*end)->next;
  *end = &waiter;
}

void ParkingLot::Queue::remove(const Waiter& waiter) {
  Waiter** link = &first;
  while (*link != &waiter) link = &(*link)->next;
  *link = waiter.next;
}

ParkingLot::Queue& ParkingLot::queue_of(const void* place) {
  const uintptr_t word = reinterpret_cast<uintptr_t>(place) / sizeof(uint32_t);
  return queues_[(word ^ word >> 4) % queues_.size()];
}

// False if the time is over.
bool ParkingLot::sleep(std::unique_lock<std::mutex>& lock, Waiter& waiter, int64_t timeout) {
  const auto is_woken = [&] { return waiter.woken; };
  if (timeout < 0 || timeout > longest_timeout) {
    waiter.changed.wait(lock, is_woken);
    return true;
  }
  return waiter.changed.wait_for(lock, std::chrono::nanoseconds(timeout), is_woken);
}

template <typename T>
WaitResult ParkingLot::wait_for(const T* place, T expected, int64_t timeout) {
  Queue& queue = queue_of(place);
  std::unique_lock lock(queue.mutex);
  if (__atomic_load_n(place, __ATOMIC_SEQ_CST) != expected) return WaitResult::not_equal;
  Waiter waiter{.place = place, .next = nullptr, .woken = false, .changed = {}};
  queue.append(waiter);
  if (sleep(lock, waiter, timeout)) return WaitResult::woken;
  queue.remove(waiter);
  return WaitResult::timed_out;
}

WaitResult ParkingLot::wait(const uint32_t* place, uint32_t expected, int64_t timeout) {
  return wait_for(place, expected, timeout);
}

WaitResult ParkingLot::wait(const uint64_t* place, uint64_t expected, int64_t timeout) {
  return wait_for(place, expected, timeout);
}

uint32_t ParkingLot::notify(const void* place, uint32_t count) {
  Queue& queue = queue_of(place);
  const std::lock_guard lock(queue.mutex);
  uint32_t woken = 0;
  for (Waiter** link = &queue.first; *link != nullptr && woken < count;) {
    Waiter& waiter = **link;
    if (waiter.place != place) {
      link = &waiter.next;
      continue;
    }
    *link = waiter.next;
    waiter.woken = true;
    // While the queue is locked: once it is not, the waiter may be gone.
    waiter.changed.notify_one();
    ++woken;
  }
  return woken;
}

}  // namespace wasmc
