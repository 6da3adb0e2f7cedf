#include "loader/wasi/clock.h"

#include <time.h>

#include "format/base/bytes.h"
#include "loader/wasi/call.h"
#include "loader/wasi/filestat.h"

namespace wasmc {

namespace {

constexpr clockid_t host_clocks[] = {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID,
                                     CLOCK_THREAD_CPUTIME_ID};

Fallible<uint64_t> ask_host(uint32_t clock, int (*ask)(clockid_t, timespec*)) {
  if (clock >= std::size(host_clocks)) return Errno::inval;
  timespec time;
  if (ask(host_clocks[clock], &time) != 0) return last_errno();
  return nanoseconds_from(time);
}

}  // namespace

// Where time stands still, computing takes none.
Fallible<uint64_t> GuestClocks::read(uint32_t clock) const {
  if (!is_frozen_ || clock >= std::size(host_clocks)) return ask_host(clock, clock_gettime);
  return clock == Clockid::realtime || clock == Clockid::monotonic ? time_.load() : uint64_t{0};
}

Fallible<uint64_t> GuestClocks::resolution(uint32_t clock) const {
  if (!is_frozen_ || clock >= std::size(host_clocks)) return ask_host(clock, clock_getres);
  return uint64_t{1};
}

void GuestClocks::advance_to(uint64_t time) {
  uint64_t present = time_.load();
  while (present < time && !time_.compare_exchange_weak(present, time)) {
  }
}

Errno WasiCall::clock_res_get(uint32_t clock, GuestAddress result) {
  const auto resolution = state_.clocks.resolution(clock);
  if (!resolution) return resolution.error();
  return memory_.write(result, ule64(*resolution));
}

Errno WasiCall::clock_time_get(uint32_t clock, uint64_t, GuestAddress result) {
  const auto time = state_.clocks.read(clock);
  if (!time) return time.error();
  return memory_.write(result, ule64(*time));
}

}  // namespace wasmc
