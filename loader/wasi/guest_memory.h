// A guest's memory, read and written at addresses that the guest names: each access is checked. Other threads of the
// guest may write to it at any time, so what is checked is a copy. Usable from any thread.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>

#include "loader/wasi/error.h"

namespace wasmc {

class GuestMemory {
 public:
  explicit GuestMemory(std::span<uint8_t> bytes) : bytes_(bytes) {}

  [[nodiscard]] bool contains(uint64_t address, uint64_t length) const {
    return address <= bytes_.size() && length <= bytes_.size() - address;
  }

  // `length` bytes at `address`, or fault.
  [[nodiscard]] Fallible<std::span<uint8_t>> bytes(uint64_t address, uint64_t length) const {
    if (!contains(address, length)) return Errno::fault;
    return bytes_.subspan(address, length);
  }

  template <typename T>
  [[nodiscard]] Fallible<T> read(uint64_t address) const {
    static_assert(std::is_trivially_copyable_v<T>);
    if (!contains(address, sizeof(T))) return Errno::fault;
    T value;
    memcpy(&value, bytes_.data() + address, sizeof(T));
    return value;
  }

  template <typename T>
  [[nodiscard]] Errno write(uint64_t address, const T& value) const {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) == 1);
    return copy_in(address, &value, sizeof(T));
  }

  // Copies the host's bytes in, or nothing if they don't fit: fault.
  [[nodiscard]] Errno copy_in(uint64_t address, const void* data, size_t length) const {
    if (!contains(address, length)) return Errno::fault;
    if (length != 0) memcpy(bytes_.data() + address, data, length);
    return Errno::success;
  }

  // A path, as a string for the host: without NUL bytes and no longer than any host's paths.
  [[nodiscard]] Fallible<std::string> path(uint32_t address, uint32_t length) const;

 private:
  std::span<uint8_t> bytes_;
};

}  // namespace wasmc
