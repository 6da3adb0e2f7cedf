#include "loader/wasi/clock.h"

#include "format/base/bytes.h"
#include "loader/wasi/call.h"
#include "loader/wasi/filestat.h"

namespace wasmc {

Fallible<clockid_t> host_clock(uint32_t clock) {
  switch (clock) {
    case 0: return clockid_t{CLOCK_REALTIME};
    case 1: return clockid_t{CLOCK_MONOTONIC};
    case 2: return clockid_t{CLOCK_PROCESS_CPUTIME_ID};
    case 3: return clockid_t{CLOCK_THREAD_CPUTIME_ID};
    default: return Errno::inval;
  }
}

Fallible<uint64_t> read_clock(clockid_t clock) {
  timespec time;
  if (clock_gettime(clock, &time) != 0) return last_errno();
  return nanoseconds_from(time);
}

Errno WasiCall::clock_res_get(uint32_t clock, GuestAddress result) {
  const auto host = host_clock(clock);
  if (!host) return host.error();
  timespec resolution;
  if (clock_getres(*host, &resolution) != 0) return last_errno();
  return memory_.write(result, ule64(nanoseconds_from(resolution)));
}

Errno WasiCall::clock_time_get(uint32_t clock, uint64_t, GuestAddress result) {
  const auto host = host_clock(clock);
  if (!host) return host.error();
  const auto time = read_clock(*host);
  if (!time) return time.error();
  return memory_.write(result, ule64(*time));
}

}  // namespace wasmc
