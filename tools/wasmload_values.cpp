#include "tools/wasmload_values.h"

#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "loader/text.h"

namespace wasmc {

namespace {

Error wrong(ValueType type, std::string_view text) { return Error{quote(text) + " is no " + to_string(type)}; }

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// All of the text as an unsigned number.
bool parse_digits(std::string_view text, int base, uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return error == std::errc() && end == text.data() + text.size();
}

bool parse_magnitude(std::string_view text, uint64_t& number) {
  const int base = take_prefix(text, "0x") ? 16 : 10;
  return parse_digits(text, base, number);
}

Result<uint64_t> parse_integer(ValueType type, std::string_view text, unsigned bits) {
  std::string_view rest = text;
  const bool negative = take_prefix(rest, "-");
  const uint64_t most = negative ? uint64_t{1} << (bits - 1) : ~uint64_t{0} >> (64 - bits);
  uint64_t magnitude = 0;
  if (!parse_magnitude(rest, magnitude) || magnitude > most) return wrong(type, text);
  return negative ? uint64_t{0} - magnitude : magnitude;
}

// What the two formats differ in.
struct Single {
  using Float = float;
  using Bits = uint32_t;
  static constexpr int mantissa_bits = 23;
  static float parse(const char* text, char** end) { return std::strtof(text, end); }
};

struct Double {
  using Float = double;
  using Bits = uint64_t;
  static constexpr int mantissa_bits = 52;
  static double parse(const char* text, char** end) { return std::strtod(text, end); }
};

template <typename Format>
constexpr typename Format::Bits mantissa_mask = (typename Format::Bits{1} << Format::mantissa_bits) - 1;

template <typename Format>
constexpr typename Format::Bits sign_mask = typename Format::Bits{1} << (sizeof(typename Format::Bits) * 8 - 1);

template <typename Format>
constexpr typename Format::Bits infinity_bits =
    static_cast<typename Format::Bits>(~sign_mask<Format> & ~mantissa_mask<Format>);

template <typename Format>
typename Format::Bits bits_of(typename Format::Float number) {
  typename Format::Bits bits;
  std::memcpy(&bits, &number, sizeof(bits));
  return bits;
}

// `text` behind "nan": nothing, or the mantissa.
template <typename Format>
bool parse_nan(std::string_view text, typename Format::Bits& bits) {
  uint64_t mantissa = uint64_t{1} << (Format::mantissa_bits - 1);
  if (!text.empty() && (!take_prefix(text, ":0x") || !parse_digits(text, 16, mantissa))) return false;
  if (mantissa == 0 || mantissa > mantissa_mask<Format>) return false;
  bits = static_cast<typename Format::Bits>(infinity_bits<Format> | mantissa);
  return true;
}

template <typename Format>
bool parse_magnitude_bits(std::string_view text, typename Format::Bits& bits) {
  if (take_prefix(text, "nan")) return parse_nan<Format>(text, bits);
  const std::string copy(text);
  const bool begins_well = text == "inf" || (!text.empty() && (std::isdigit(text[0]) != 0 || text[0] == '.'));
  char* end = nullptr;
  bits = bits_of<Format>(Format::parse(copy.c_str(), &end));
  return begins_well && end == copy.c_str() + copy.size();
}

template <typename Format>
Result<typename Format::Bits> parse_float(ValueType type, std::string_view text) {
  std::string_view rest = text;
  const bool negative = take_prefix(rest, "-");
  typename Format::Bits bits = 0;
  if (!parse_magnitude_bits<Format>(rest, bits)) return wrong(type, text);
  return negative ? bits | sign_mask<Format> : bits;
}

template <typename Format>
std::string print_nan(typename Format::Bits bits) {
  const typename Format::Bits mantissa = bits & mantissa_mask<Format>;
  std::string text = (bits & sign_mask<Format>) != 0 ? "-nan" : "nan";
  if (mantissa == typename Format::Bits{1} << (Format::mantissa_bits - 1)) return text;
  char digits[32];
  std::snprintf(digits, sizeof(digits), ":0x%llx", static_cast<unsigned long long>(mantissa));
  return text + digits;
}

// With the fewest digits that read back as the same number.
template <typename Format>
std::string print_float(typename Format::Bits bits) {
  typename Format::Float number;
  std::memcpy(&number, &bits, sizeof(number));
  if (std::isnan(number)) return print_nan<Format>(bits);
  char text[64];
  for (int digits = 1; digits <= std::numeric_limits<typename Format::Float>::max_digits10; ++digits) {
    std::snprintf(text, sizeof(text), "%.*g", digits, static_cast<double>(number));
    if (Format::parse(text, nullptr) == number) break;
  }
  return text;
}

Result<Value> parse_vector(std::string_view text) {
  std::string_view rest = text;
  take_prefix(rest, "0x");
  Value value{};
  if (rest.size() != 2 * sizeof(value.v128)) return wrong(ValueType::v128(), text);
  for (size_t i = 0; i < sizeof(value.v128); ++i) {
    uint64_t byte = 0;
    if (!parse_digits(rest.substr(2 * i, 2), 16, byte)) return wrong(ValueType::v128(), text);
    value.v128[i] = static_cast<uint8_t>(byte);
  }
  return value;
}

std::string print_vector(const Value& value) {
  std::string text;
  for (uint8_t byte : value.v128) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

}  // namespace

Result<Value> parse_value(ValueType type, std::string_view text) {
  Value value{};
  if (type == ValueType::i32()) {
    TRY_ASSIGN(const uint64_t number, parse_integer(type, text, 32));
    value.i32 = static_cast<uint32_t>(number);
  } else if (type == ValueType::i64()) {
    TRY_ASSIGN(value.i64, parse_integer(type, text, 64));
  } else if (type == ValueType::f32()) {
    TRY_ASSIGN(value.f32_bits, parse_float<Single>(type, text));
  } else if (type == ValueType::f64()) {
    TRY_ASSIGN(value.f64_bits, parse_float<Double>(type, text));
  } else if (type == ValueType::v128()) {
    return parse_vector(text);
  } else if (text != "null") {
    return Error{"a " + to_string(type) + " can only be given as null"};
  }
  return value;
}

std::string print_value(ValueType type, const Value& value) {
  if (type == ValueType::i32()) return std::to_string(static_cast<int32_t>(value.i32));
  if (type == ValueType::i64()) return std::to_string(static_cast<int64_t>(value.i64));
  if (type == ValueType::f32()) return print_float<Single>(value.f32_bits);
  if (type == ValueType::f64()) return print_float<Double>(value.f64_bits);
  if (type == ValueType::v128()) return print_vector(value);
  return value.reference == nullptr ? "null" : to_string(type);
}

}  // namespace wasmc
