// File descriptors, and what is done with them alike wherever the tools read and write files.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include <unistd.h>

#include "format/base/result.h"

namespace wasmc {

// Closed with this object, unless it is a standard stream or none (-1).
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (number_ > STDERR_FILENO) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

// "can't create app.cwasm: Permission denied", from errno.
[[nodiscard]] Error system_error(const std::string& doing, const std::string& path);

// Every byte, however many calls it takes; the path is for the message.
[[nodiscard]] Status write_all(int descriptor, const std::string& path, std::span<const uint8_t> bytes);

}  // namespace wasmc
