#include "compiler/text/numbers.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstddef>
#include <string>
#include <system_error>

namespace wasmc {
namespace {

using Problem = ParsedNumber::Problem;

constexpr int not_a_digit = 16;

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return not_a_digit;
}

bool is_digit(char c, int base) { return digit_value(c) < base; }

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// Takes a sign; true if it is a minus.
bool take_sign(std::string_view& text) {
  if (take(text, "-")) return true;
  take(text, "+");
  return false;
}

// Takes digits, with single underscores between them. Empty if there are none.
std::string_view take_digits(std::string_view& text, int base) {
  size_t length = 0;
  while (length < text.size()) {
    if (is_digit(text[length], base)) {
      ++length;
    } else if (length > 0 && text[length] == '_' && length + 1 < text.size() && is_digit(text[length + 1], base)) {
      length += 2;
    } else {
      break;
    }
  }
  const std::string_view digits = text.substr(0, length);
  text.remove_prefix(length);
  return digits;
}

// The parts of a floating-point number that is finite.
struct FloatParts {
  int base = 10;
  std::string_view whole;
  std::string_view fraction;
  bool exponent_is_negative = false;
  std::string_view exponent;
};

bool take_exponent(std::string_view& text, FloatParts& parts) {
  const bool present = parts.base == 16 ? take(text, "p") || take(text, "P") : take(text, "e") || take(text, "E");
  if (!present) return true;
  parts.exponent_is_negative = take_sign(text);
  parts.exponent = take_digits(text, 10);
  return !parts.exponent.empty();
}

// False if the text, which has no sign any more, is no finite number.
bool split_float(std::string_view text, FloatParts& parts) {
  parts.base = take(text, "0x") ? 16 : 10;
  parts.whole = take_digits(text, parts.base);
  if (parts.whole.empty()) return false;
  if (take(text, ".")) parts.fraction = take_digits(text, parts.base);
  return take_exponent(text, parts) && text.empty();
}

// The value of digits, or out of range if it is above `max`.
ParsedNumber magnitude(std::string_view digits, int base, uint64_t max) {
  uint64_t value = 0;
  for (const char c : digits) {
    if (c == '_') continue;
    const auto digit = static_cast<uint64_t>(digit_value(c));
    if (value > (max - digit) / static_cast<uint64_t>(base) || digit > max) return {Problem::out_of_range, 0};
    value = value * static_cast<uint64_t>(base) + digit;
  }
  return {Problem::none, value};
}

constexpr uint64_t low_bits(unsigned width) { return width == 64 ? ~uint64_t{0} : (uint64_t{1} << width) - 1; }

ParsedNumber parse_magnitude(std::string_view text, uint64_t max) {
  const int base = take(text, "0x") ? 16 : 10;
  const std::string_view digits = take_digits(text, base);
  if (digits.empty() || !text.empty()) return {Problem::malformed, 0};
  return magnitude(digits, base, max);
}

// What an IEEE 754 binary format is made of.
struct F32Format {
  using Native = float;
  using Bits = uint32_t;
  static constexpr int fraction_bits = 23;
  static constexpr int exponent_bias = 127;
};
struct F64Format {
  using Native = double;
  using Bits = uint64_t;
  static constexpr int fraction_bits = 52;
  static constexpr int exponent_bias = 1023;
};

template <class Format>
constexpr uint64_t infinity_bits = (uint64_t{2} * Format::exponent_bias + 1) << Format::fraction_bits;

// An exponent's value, held within what no spelling of possible length can bring back into range.
int64_t exponent_value(const FloatParts& parts) {
  constexpr int64_t limit = int64_t{1} << 50;
  int64_t value = 0;
  for (const char c : parts.exponent) {
    if (c != '_') value = std::min(limit, value * 10 + digit_value(c));
  }
  return parts.exponent_is_negative ? -value : value;
}

// mantissa * 2^exponent, where `inexact` says that a bit below the mantissa's lowest is set.
struct Scaled {
  uint64_t mantissa = 0;
  int64_t exponent = 0;
  bool inexact = false;

  void append_digit(unsigned digit) {
    if (mantissa >> 60 == 0) {
      mantissa = mantissa << 4 | digit;
    } else {
      inexact |= digit != 0;
      exponent += 4;
    }
  }
};

Scaled scale_hex(const FloatParts& parts) {
  Scaled scaled;
  for (const char c : parts.whole) {
    if (c != '_') scaled.append_digit(static_cast<unsigned>(digit_value(c)));
  }
  for (const char c : parts.fraction) {
    if (c == '_') continue;
    scaled.append_digit(static_cast<unsigned>(digit_value(c)));
    scaled.exponent -= 4;
  }
  scaled.exponent += exponent_value(parts);
  return scaled;
}

// The mantissa shifted right, rounded to nearest, ties to even.
uint64_t shift_and_round(uint64_t mantissa, int64_t shift, bool inexact) {
  if (shift > 64) return 0;
  const uint64_t kept = shift == 64 ? 0 : mantissa >> shift;
  const uint64_t half = uint64_t{1} << (shift - 1);
  const uint64_t lost = mantissa & (half | (half - 1));
  const bool above = lost > half || (lost == half && inexact);
  const bool tie_to_odd = lost == half && !inexact && (kept & 1) != 0;
  return kept + (above || tie_to_odd ? 1 : 0);
}

template <class Format>
ParsedNumber round_scaled(Scaled scaled) {
  if (scaled.mantissa == 0) return {};
  const int leading_zeros = std::countl_zero(scaled.mantissa);
  scaled.mantissa <<= leading_zeros;
  scaled.exponent -= leading_zeros;
  // The value is 1.x * 2^power.
  const int64_t power = scaled.exponent + 63;
  if (power > Format::exponent_bias) return {Problem::out_of_range, 0};
  const int64_t least_power = 1 - Format::exponent_bias;
  const int64_t subnormal_shift = std::max<int64_t>(0, least_power - power);
  const uint64_t kept = shift_and_round(scaled.mantissa, 63 - Format::fraction_bits + subnormal_shift, scaled.inexact);
  // A normal number's leading one adds one to the exponent field, as does rounding up to the next power.
  const auto field = static_cast<uint64_t>(std::max(power, least_power) + Format::exponent_bias - 1);
  const uint64_t bits = (field << Format::fraction_bits) + kept;
  if (bits >= infinity_bits<Format>) return {Problem::out_of_range, 0};
  return {Problem::none, bits};
}

// True of a decimal number that is at least 1.
bool is_large(const FloatParts& parts) {
  const auto is_nonzero = [](char c) { return c != '0' && c != '_'; };
  const auto digits = [](std::string_view text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return c != '_'; });
  };
  const auto whole = std::find_if(parts.whole.begin(), parts.whole.end(), is_nonzero);
  if (whole != parts.whole.end()) return digits({whole, parts.whole.end()}) + exponent_value(parts) > 0;
  const auto fraction = std::find_if(parts.fraction.begin(), parts.fraction.end(), is_nonzero);
  return exponent_value(parts) > digits({parts.fraction.begin(), fraction});
}

template <class Format>
ParsedNumber parse_decimal(std::string_view text, const FloatParts& parts) {
  std::string plain;
  std::copy_if(text.begin(), text.end(), std::back_inserter(plain), [](char c) { return c != '_'; });
  typename Format::Native value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  // Both too large and too small are out of range to from_chars.
  if (error == std::errc::result_out_of_range) return {is_large(parts) ? Problem::out_of_range : Problem::none, 0};
  const uint64_t bits = std::bit_cast<typename Format::Bits>(value);
  if (bits >= infinity_bits<Format>) return {Problem::out_of_range, 0};
  return {Problem::none, bits};
}

template <class Format>
ParsedNumber parse_nan_payload(std::string_view text) {
  ParsedNumber payload = parse_magnitude(text, low_bits(Format::fraction_bits));
  if (payload.problem == Problem::none && payload.bits == 0) payload.problem = Problem::out_of_range;
  payload.bits |= infinity_bits<Format>;
  return payload;
}

template <class Format>
ParsedNumber parse_unsigned_float(std::string_view text) {
  if (text == "inf") return {Problem::none, infinity_bits<Format>};
  if (text == "nan") return {Problem::none, infinity_bits<Format> | uint64_t{1} << (Format::fraction_bits - 1)};
  if (text.starts_with("nan:0x")) return parse_nan_payload<Format>(text.substr(4));
  FloatParts parts;
  if (!split_float(text, parts)) return {Problem::malformed, 0};
  return parts.base == 16 ? round_scaled<Format>(scale_hex(parts)) : parse_decimal<Format>(text, parts);
}

template <class Format>
ParsedNumber parse_float(std::string_view text) {
  const bool negative = take_sign(text);
  ParsedNumber number = parse_unsigned_float<Format>(text);
  if (negative) number.bits |= uint64_t{1} << (sizeof(typename Format::Bits) * 8 - 1);
  return number;
}

}  // namespace

bool is_number(std::string_view text) {
  take_sign(text);
  if (text == "inf" || text == "nan") return true;
  if (take(text, "nan:0x")) return !take_digits(text, 16).empty() && text.empty();
  FloatParts parts;
  return split_float(text, parts);
}

ParsedNumber parse_unsigned(std::string_view text, unsigned width) { return parse_magnitude(text, low_bits(width)); }

ParsedNumber parse_integer(std::string_view text, unsigned width) {
  const bool negative = take_sign(text);
  ParsedNumber number = parse_magnitude(text, negative ? uint64_t{1} << (width - 1) : low_bits(width));
  if (negative) number.bits = (~number.bits + 1) & low_bits(width);
  return number;
}

ParsedNumber parse_f32(std::string_view text) { return parse_float<F32Format>(text); }
ParsedNumber parse_f64(std::string_view text) { return parse_float<F64Format>(text); }

}  // namespace wasmc
