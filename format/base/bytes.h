// Integers as files store them: little-endian, unaligned, a type of their own, so that a struct of them can be laid
// over the bytes of a file on any host.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace wasmc {

template <typename T>
class LittleEndian {
 public:
  LittleEndian() = default;
  LittleEndian(T value) {
    for (size_t i = 0; i < sizeof(T); ++i) bytes_[i] = static_cast<uint8_t>(value >> (8 * i));
  }
  operator T() const {
    T value = 0;
    for (size_t i = 0; i < sizeof(T); ++i)
      value = static_cast<T>(value | static_cast<T>(static_cast<T>(bytes_[i]) << (8 * i)));
    return value;
  }

 private:
  uint8_t bytes_[sizeof(T)];
};

using ule16 = LittleEndian<uint16_t>;
using ule32 = LittleEndian<uint32_t>;
using ule64 = LittleEndian<uint64_t>;
static_assert(sizeof(ule32) == 4 && alignof(ule32) == 1);

// Records of such integers as the bytes that files hold.
template <typename T>
[[nodiscard]] std::span<const uint8_t> record_bytes(std::span<const T> records) {
  static_assert(alignof(T) == 1);
  return {reinterpret_cast<const uint8_t*>(records.data()), records.size_bytes()};
}

}  // namespace wasmc
