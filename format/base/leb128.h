// LEB128 integers as WebAssembly's binary format restricts them (section 5.2.2): at most ceil(bits/7) bytes, and the
// unused bits of the last one a zero or sign extension. Usable from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace wasmc {

enum class LebError : uint8_t { none, unexpected_end, too_long, too_large };

template <typename T>
struct LebResult {
  T value{};
  size_t length = 0;  // bytes read; meaningful if error is none
  LebError error = LebError::none;
};

namespace leb128_detail {

// True if the last byte that a Bits-wide integer may have holds nothing but value bits and their extension.
template <typename T, unsigned Bits>
constexpr bool last_byte_is_canonical(uint8_t byte) {
  constexpr unsigned used = Bits % 7 == 0 ? 7 : Bits % 7;
  if constexpr (std::is_signed_v<T>) {
    const int8_t extended = static_cast<int8_t>(static_cast<uint8_t>(byte << 1)) >> 1;
    const int8_t high = static_cast<int8_t>(extended >> (used - 1));
    return high == 0 || high == -1;
  } else {
    return (byte & 0x7f) >> used == 0;
  }
}

}  // namespace leb128_detail

// Reads one integer of Bits bits from [begin, end). Bits is T's width, or 33 for an int64_t that holds an s33.
template <typename T, unsigned Bits = sizeof(T) * 8>
constexpr LebResult<T> read_leb128(const uint8_t* begin, const uint8_t* end) {
  constexpr size_t max_length = (Bits + 6) / 7;
  using Unsigned = std::make_unsigned_t<T>;
  Unsigned value = 0;
  for (size_t i = 0; i < max_length; ++i) {
    if (begin + i == end) return {T{}, 0, LebError::unexpected_end};
    const uint8_t byte = begin[i];
    const unsigned shift = static_cast<unsigned>(i) * 7;
    value |= static_cast<Unsigned>(byte & 0x7f) << shift;
    if ((byte & 0x80) != 0) continue;
    if (i + 1 == max_length && !leb128_detail::last_byte_is_canonical<T, Bits>(byte))
      return {T{}, 0, LebError::too_large};
    if constexpr (std::is_signed_v<T>) {
      if (shift + 7 < sizeof(T) * 8 && (byte & 0x40) != 0) value |= ~Unsigned{0} << (shift + 7);
    }
    return {static_cast<T>(value), i + 1, LebError::none};
  }
  return {T{}, 0, LebError::too_long};
}

// Appends the shortest encoding.
template <typename T>
constexpr void append_leb128(std::vector<uint8_t>& bytes, T value) {
  static_assert(sizeof(T) >= sizeof(int), "narrower integers are promoted");
  while (true) {
    const uint8_t low = static_cast<uint8_t>(value & 0x7f);
    value >>= 7;
    // The sign is what bit 6 of the last byte says.
    const T rest = std::is_signed_v<T> && (low & 0x40) != 0 ? static_cast<T>(~T{0}) : T{0};
    if (value == rest) return bytes.push_back(low);
    bytes.push_back(low | 0x80);
  }
}

}  // namespace wasmc
