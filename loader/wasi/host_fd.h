// A file descriptor of the host, closed with its owner, or borrowed. Usable from any thread.
#pragma once

#include <unistd.h>

#include <utility>

namespace wasmc {

class HostFd {
 public:
  HostFd() = default;
  explicit HostFd(int fd) : fd_(fd), owned_(true) {}
  static HostFd borrowed(int fd) {
    HostFd result;
    result.fd_ = fd;
    return result;
  }
  HostFd(HostFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)), owned_(std::exchange(other.owned_, false)) {}
  HostFd& operator=(HostFd&& other) noexcept {
    std::swap(fd_, other.fd_);
    std::swap(owned_, other.owned_);
    return *this;
  }
  ~HostFd() {
    if (owned_ && fd_ >= 0) close(fd_);
  }

  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  // True if others use it as well.
  [[nodiscard]] bool is_borrowed() const { return !owned_; }

 private:
  int fd_ = -1;
  bool owned_ = false;
};

}  // namespace wasmc
