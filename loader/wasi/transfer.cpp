#include "loader/wasi/transfer.h"

#include <poll.h>
#include <sys/uio.h>

#include "loader/wasi/waiting.h"

namespace wasmc {

namespace {

// preadv2 or pwritev2, and what it waits for.
struct Direction {
  ssize_t (*run)(int host, const iovec* buffers, int count, off_t offset, int flags);
  short events;
};

bool may_wait(Filetype type) { return type != Filetype::regular_file && type != Filetype::block_device; }

// Files that the guest opened don't block by themselves. Those that others have, too, must not be changed so; there,
// each call says that it doesn't want to wait, or if the host can't be told that, readiness is asked for before.
Fallible<int64_t> transfer(OpenFile& file, Iovecs& buffers, off_t offset, const Shutdown& shutdown,
                           const Direction& direction) {
  const auto run = [&](int flags) {
    return call_waiting({file, shutdown, direction.events},
                        [&] { return direction.run(file.host.get(), buffers.data(), buffers.count(), offset, flags); });
  };
  if (!file.host.is_borrowed() || !may_wait(file.type) || file.polls_first) return run(0);
  auto result = run(RWF_NOWAIT);
  if (result.error() != Errno::notsup) return result;
  file.polls_first = true;
  return run(0);
}

// As many of the guest's bytes as are filtered at once, one after the other.
class FilterInput {
 public:
  explicit FilterInput(Iovecs& buffers) {
    for (int i = 0; i < buffers.count() && size_ < sizeof bytes_; ++i) {
      const iovec& buffer = buffers.data()[i];
      const size_t fitting = std::min(buffer.iov_len, sizeof bytes_ - size_);
      memcpy(bytes_ + size_, buffer.iov_base, fitting);
      size_ += fitting;
    }
  }
  [[nodiscard]] std::span<const uint8_t> bytes() const { return {bytes_, size_}; }

 private:
  uint8_t bytes_[1024];
  size_t size_ = 0;
};

// All of the text, once a part of it is written: the guest can't be told of parts.
Errno write_all(OpenFile& file, const Shutdown& shutdown, std::string text) {
  size_t written = 0;
  while (written < text.size()) {
    Iovecs rest({text.data() + written, text.size() - written});
    const auto size = transfer(file, rest, own_position, shutdown, {pwritev2, POLLOUT});
    const bool waits = size.error() == Errno::again && written != 0;
    if (!size && !waits) return size.error();
    if (size) written += static_cast<size_t>(*size);
    if (waits && shutdown.wait(file.host.get(), POLLOUT) != Errno::success) return Errno::canceled;
  }
  return Errno::success;
}

Fallible<int64_t> write_filtered(OpenFile& file, Iovecs& buffers, const Shutdown& shutdown) {
  const FilterInput input(buffers);
  const std::lock_guard lock(file.terminal->mutex);
  TerminalFilter filter = file.terminal->filter;
  const Errno error = write_all(file, shutdown, filter.filter(input.bytes()));
  if (error != Errno::success) return error;
  file.terminal->filter = filter;
  return static_cast<int64_t>(input.bytes().size());
}

}  // namespace

Fallible<int64_t> read_file(OpenFile& file, Iovecs& buffers, off_t offset, const Shutdown& shutdown) {
  if (file.awaits_writer && !file.is_nonblocking()) {
    if (const Errno error = shutdown.wait(file.host.get(), POLLIN); error != Errno::success) return error;
    file.awaits_writer = false;
  }
  return transfer(file, buffers, offset, shutdown, {preadv2, POLLIN});
}

Fallible<int64_t> write_file(OpenFile& file, Iovecs& buffers, off_t offset, const Shutdown& shutdown) {
  if (file.terminal != nullptr) return write_filtered(file, buffers, shutdown);
  return transfer(file, buffers, offset, shutdown, {pwritev2, POLLOUT});
}

}  // namespace wasmc
