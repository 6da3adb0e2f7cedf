// WASI's error numbers, and values that may be such an error instead. Usable from any thread.
#pragma once

#include <cstdint>
#include <utility>

namespace wasmc {

enum class Errno : uint16_t {
  success = 0,
#define ERROR(number, name, host) name = number,
#include "loader/wasi/errors.def"
#undef ERROR
  notcapable = 76,
};

// What an escape from a preopened directory is answered with.
inline constexpr Errno errno_of_escape = Errno::notcapable;

// The number for one of the host's; io for one that WASI has no name for.
[[nodiscard]] Errno errno_from_host(int host);

// The number for the C library's errno.
[[nodiscard]] Errno last_errno();

// The result of a system call that returns a negative number when it fails.
[[nodiscard]] inline Errno checked(int64_t result) { return result < 0 ? last_errno() : Errno::success; }

// A value, or the error that took its place.
template <typename T>
class [[nodiscard]] Fallible {
 public:
  Fallible(T value) : value_(std::move(value)) {}
  Fallible(Errno error) : error_(error) {}

  explicit operator bool() const { return error_ == Errno::success; }
  [[nodiscard]] Errno error() const { return error_; }
  T& operator*() { return value_; }
  const T& operator*() const { return value_; }
  T* operator->() { return &value_; }
  const T* operator->() const { return &value_; }

 private:
  T value_{};
  Errno error_ = Errno::success;
};

}  // namespace wasmc
