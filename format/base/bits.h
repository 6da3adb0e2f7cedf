// Streams of bits: each byte from its most significant bit on, a number likewise. The reader is usable from signal
// handlers.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wasmc {

class BitReader {
 public:
  explicit BitReader(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  // The next bits, 32 at most, as a number; nothing if there are fewer left.
  std::optional<uint32_t> read(unsigned count) {
    if (count > bytes_.size() * 8 - position_) return std::nullopt;
    uint64_t value = 0;
    while (count > 0) {
      const unsigned left_in_byte = 8 - position_ % 8;
      const unsigned taken = std::min(count, left_in_byte);
      const unsigned bits = (bytes_[position_ / 8] >> (left_in_byte - taken)) & ((1u << taken) - 1);
      value = value << taken | bits;
      position_ += taken;
      count -= taken;
    }
    return static_cast<uint32_t>(value);
  }

  // How many bytes have been begun.
  [[nodiscard]] size_t bytes_read() const { return (position_ + 7) / 8; }

  // Whether what is left of the last of these is zero.
  [[nodiscard]] bool padding_is_zero() const {
    return position_ % 8 == 0 || static_cast<uint8_t>(bytes_[position_ / 8] << position_ % 8) == 0;
  }

 private:
  std::span<const uint8_t> bytes_;
  size_t position_ = 0;  // in bits
};

class BitWriter {
 public:
  // Appends the low bits of the value, 32 at most.
  void write(uint32_t value, unsigned count) {
    for (unsigned bit = count; bit-- > 0;) {
      if (used_ == 0) bytes_.push_back(0);
      bytes_.back() = static_cast<uint8_t>(bytes_.back() | (value >> bit & 1) << (7 - used_));
      used_ = (used_ + 1) % 8;
    }
  }

  // Fills the last byte with zeros.
  void pad() { used_ = 0; }

  [[nodiscard]] const std::vector<uint8_t>& bytes() const { return bytes_; }

 private:
  std::vector<uint8_t> bytes_;
  unsigned used_ = 0;  // bits of the last byte
};

}  // namespace wasmc
