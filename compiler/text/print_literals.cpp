#include "compiler/text/print_literals.h"

#include <algorithm>
#include <bit>
#include <charconv>

#include "compiler/text/lexer.h"

namespace wasmc {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";

void print_hex_digits(TextOutput& out, uint64_t value, unsigned digits) {
  for (unsigned i = digits; i-- > 0;) out.put(hex_digits[(value >> (4 * i)) & 15]);
}

// Neither infinite nor a NaN.
template <class Float>
void print_finite(TextOutput& out, Float value) {
  char text[32];
  const std::to_chars_result result = std::to_chars(text, text + sizeof text, value);
  out.put(std::string_view(text, static_cast<size_t>(result.ptr - text)));
}

template <class Float, class Bits>
void print_float(TextOutput& out, Bits bits, unsigned fraction_bits) {
  const Bits sign = Bits{1} << (8 * sizeof(Bits) - 1);
  const Bits fraction = bits & ((Bits{1} << fraction_bits) - 1);
  const Bits infinity = (sign - 1) & ~((Bits{1} << fraction_bits) - 1);
  if ((bits & infinity) != infinity) return print_finite(out, std::bit_cast<Float>(bits));
  if ((bits & sign) != 0) out.put('-');
  if (fraction == 0) return out.put("inf");
  out.put("nan");
  if (fraction == Bits{1} << (fraction_bits - 1)) return;
  out.put(":0x");
  out.put_number(fraction, 16);
}

// The escape of a byte, if it may not stand in a string as it is and is less than a character of its own.
void print_string_byte(TextOutput& out, uint8_t byte) {
  switch (byte) {
    case '\t': return out.put("\\t");
    case '\n': return out.put("\\n");
    case '\r': return out.put("\\r");
    case '"': return out.put("\\\"");
    case '\\': return out.put("\\\\");
    default: break;
  }
  if (byte >= 0x20 && byte < 0x7f) return out.put(static_cast<char>(byte));
  out.put('\\');
  print_hex_digits(out, byte, 2);
}

// Characters beyond ASCII that are not to be printed as they are.
struct CharacterRange {
  uint32_t first;
  uint32_t last;
};
constexpr CharacterRange escaped_characters[] = {
    {0x80, 0x9f},        // controls
    {0xad, 0xad},        // the soft hyphen
    {0x61c, 0x61c},      // the Arabic letter mark
    {0x200b, 0x200f},    // of no width; marks of direction
    {0x2028, 0x202e},    // separators of lines and paragraphs; embeddings and overrides of direction
    {0x2060, 0x206f},    // of no width; isolates of direction
    {0xfeff, 0xfeff},    // the byte order mark
    {0xfff9, 0xfffb},    // annotations between lines
    {0xe0000, 0xe0fff},  // tags, which are invisible
};

bool is_escaped(uint32_t character) {
  return std::any_of(std::begin(escaped_characters), std::end(escaped_characters),
                     [&](const CharacterRange& range) { return range.first <= character && character <= range.last; });
}

// How long the encoding is that starts so, in valid UTF-8.
size_t encoded_length(uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

uint32_t decode_character(std::string_view encoded) {
  uint32_t character = static_cast<uint8_t>(encoded[0]) & (0xffU >> (encoded.size() + 1));
  for (const char c : encoded.substr(1)) character = character << 6 | (static_cast<uint8_t>(c) & 0x3f);
  return character;
}

// A character of several bytes.
void print_character(TextOutput& out, std::string_view encoded) {
  const uint32_t character = decode_character(encoded);
  if (!is_escaped(character)) return out.put(encoded);
  out.put("\\u{");
  out.put_number(character, 16);
  out.put('}');
}

bool is_bare_id(std::string_view name) { return std::all_of(name.begin(), name.end(), is_id_character); }

}  // namespace

void print_f32(TextOutput& out, uint32_t bits) { print_float<float>(out, bits, 23); }

void print_f64(TextOutput& out, uint64_t bits) { print_float<double>(out, bits, 52); }

void print_v128(TextOutput& out, const std::array<uint8_t, 16>& bytes) {
  out.put("i32x4");
  for (size_t lane = 0; lane < bytes.size(); lane += 4) {
    out.put(" 0x");
    for (size_t i = 4; i-- > 0;) print_hex_digits(out, bytes[lane + i], 2);
  }
}

void print_bytes(TextOutput& out, std::span<const uint8_t> bytes) {
  out.put('"');
  for (const uint8_t byte : bytes) print_string_byte(out, byte);
  out.put('"');
}

void print_name(TextOutput& out, std::string_view name) {
  out.put('"');
  for (size_t i = 0; i < name.size();) {
    const size_t length = std::min(encoded_length(static_cast<uint8_t>(name[i])), name.size() - i);
    if (length == 1) {
      print_string_byte(out, static_cast<uint8_t>(name[i]));
    } else {
      print_character(out, name.substr(i, length));
    }
    i += length;
  }
  out.put('"');
}

void print_id(TextOutput& out, std::string_view name) {
  out.put('$');
  if (is_bare_id(name)) return out.put(name);
  print_name(out, name);
}

}  // namespace wasmc
