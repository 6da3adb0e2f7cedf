// The numbers of the text format (section 6.3.1 and 6.3.2), from their spelling to their bits, exactly. Usable from any
// thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace wasmc {

// True if the text is an integer or a floating-point number of any size, `inf` and `nan` included.
[[nodiscard]] bool is_number(std::string_view text);

struct ParsedNumber {
  enum class Problem : uint8_t { none, malformed, out_of_range } problem = Problem::none;
  uint64_t bits = 0;  // in the low bits of the type
};

// An integer without sign, below 2^width. Width is at most 64.
[[nodiscard]] ParsedNumber parse_unsigned(std::string_view text, unsigned width);
// An integer from -2^(width-1) to 2^width - 1, in two's complement.
[[nodiscard]] ParsedNumber parse_integer(std::string_view text, unsigned width);
// The nearest number, ties to even; out of range if that is infinite.
[[nodiscard]] ParsedNumber parse_f32(std::string_view text);
[[nodiscard]] ParsedNumber parse_f64(std::string_view text);

}  // namespace wasmc
