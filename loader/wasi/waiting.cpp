#include "loader/wasi/waiting.h"

#include <poll.h>

#include <cerrno>

namespace wasmc {

namespace {

Errno ready_now(int host, short events) {
  pollfd entry{host, events, 0};
  const int ready = poll(&entry, 1, 0);
  if (ready < 0 && errno != EINTR) return last_errno();
  return ready > 0 ? Errno::success : Errno::again;
}

}  // namespace

Errno Waiter::before_call() const {
  if (!file.polls_first) return Errno::success;
  const int host = file.host.get();
  return file.is_nonblocking() ? ready_now(host, events) : shutdown.wait(host, events);
}

Errno Waiter::after_failure() const {
  if (errno == EINTR) return shutdown.exit_code() ? Errno::canceled : Errno::success;
  if (errno != EAGAIN || file.is_nonblocking()) return last_errno();
  return shutdown.wait(file.host.get(), events);
}

}  // namespace wasmc
