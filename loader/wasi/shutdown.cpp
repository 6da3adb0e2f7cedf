#include "loader/wasi/shutdown.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>

namespace wasmc {

static_assert(std::atomic<uint64_t>::is_always_lock_free);

Shutdown::Shutdown() : event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

void Shutdown::request(uint32_t exit_code) {
  const int saved_errno = errno;
  uint64_t none = 0;
  request_.compare_exchange_strong(none, requested | exit_code);
  const uint64_t one = 1;
  // It can't fail in a way that matters: an event that is full is ready as well.
  [[maybe_unused]] const ssize_t written = write(event_.get(), &one, sizeof one);
  errno = saved_errno;
}

std::optional<uint32_t> Shutdown::exit_code() const {
  const uint64_t request = request_.load();
  if ((request & requested) == 0) return std::nullopt;
  return static_cast<uint32_t>(request);
}

Errno Shutdown::wait(int host, short events) const {
  pollfd entries[] = {{host, events, 0}, entry()};
  while (true) {
    const int ready = poll(entries, std::size(entries), -1);
    if (exit_code()) return Errno::canceled;
    if (ready > 0) return Errno::success;
    if (ready < 0 && errno != EINTR) return last_errno();
  }
}

}  // namespace wasmc
