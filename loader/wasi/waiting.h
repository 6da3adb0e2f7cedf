// Calls of the host that may have to wait: as long as the guest wants to, but no longer than until it is shut down.
// Usable from any thread.
#pragma once

#include "loader/wasi/fd_table.h"
#include "loader/wasi/shutdown.h"

namespace wasmc {

struct Waiter {
  const OpenFile& file;
  const Shutdown& shutdown;
  short events;  // those of poll that the call waits for

  // To be asked before the first call; other errors than success end it.
  [[nodiscard]] Errno before_call() const;

  // To be asked when the call has failed, with its errno: success if it is to be made again.
  [[nodiscard]] Errno after_failure() const;
};

// Makes the call, which returns a negative number and sets errno when it fails, until it doesn't have to wait.
template <typename Call>
Fallible<int64_t> call_waiting(const Waiter& waiter, Call call) {
  if (const Errno error = waiter.before_call(); error != Errno::success) return error;
  while (true) {
    const int64_t result = call();
    if (result >= 0) return result;
    if (const Errno error = waiter.after_failure(); error != Errno::success) return error;
  }
}

}  // namespace wasmc
