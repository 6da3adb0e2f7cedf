// The clocks that a guest reads and waits by: the host's, or such as stand still but for the guest's own waiting.
// Usable from any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "loader/wasi/error.h"

namespace wasmc {

// WASI's numbers.
struct Clockid {
  static constexpr uint32_t realtime = 0, monotonic = 1, process_cputime = 2, thread_cputime = 3;
};

class GuestClocks {
 public:
  // Times are in nanoseconds. Frozen ones start at this time, counted from 1970.
  explicit GuestClocks(std::optional<uint64_t> frozen_at = std::nullopt)
      : is_frozen_(frozen_at.has_value()), time_(frozen_at.value_or(0)) {}

  [[nodiscard]] bool is_frozen() const { return is_frozen_; }

  // inval if there is no such clock.
  [[nodiscard]] Fallible<uint64_t> read(uint32_t clock) const;
  [[nodiscard]] Fallible<uint64_t> resolution(uint32_t clock) const;

  // Moves frozen clocks on to a time, unless they are there already.
  void advance_to(uint64_t time);

 private:
  const bool is_frozen_;
  std::atomic<uint64_t> time_;  // of frozen clocks
};

}  // namespace wasmc
