// Ends a guest from outside, whatever it is waiting for.
#pragma once

#include <poll.h>

#include <atomic>
#include <cstdint>
#include <optional>

#include "loader/wasi/error.h"
#include "loader/wasi/host_fd.h"

namespace wasmc {

// All members may be used from any thread.
class Shutdown {
 public:
  // Takes a descriptor of the host; is_usable() tells whether there was one left.
  Shutdown();

  [[nodiscard]] bool is_usable() const { return event_.is_open(); }

  // Safe in a signal handler, too. The first request counts.
  void request(uint32_t exit_code);

  // Nothing as long as nobody has requested it.
  [[nodiscard]] std::optional<uint32_t> exit_code() const;

  // An entry for poll that is ready as soon as the shutdown is requested.
  [[nodiscard]] pollfd entry() const { return {event_.get(), POLLIN, 0}; }

  // Waits until the host's file is ready for one of the events, or in error: success; canceled if it was shut down.
  [[nodiscard]] Errno wait(int host, short events) const;

 private:
  static constexpr uint64_t requested = uint64_t{1} << 32;

  std::atomic<uint64_t> request_ = 0;  // `requested` and the exit code
  HostFd event_;
};

}  // namespace wasmc
