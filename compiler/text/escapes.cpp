#include "compiler/text/escapes.h"

#include <cstdint>

namespace wasmc {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// What a one-letter escape stands for, or 0.
char simple_escape(char c) {
  switch (c) {
    case 't': return '\t';
    case 'n': return '\n';
    case 'r': return '\r';
    case '"':
    case '\'':
    case '\\': return c;
    default: return 0;
  }
}

// A character written as \u{hexnum}, its length included.
struct UnicodeEscape {
  size_t length = 0;  // 0 if it is malformed
  uint32_t value = 0;
};

UnicodeEscape read_unicode_escape(std::string_view text) {
  if (!text.starts_with("u{")) return {};
  size_t i = 2;
  uint32_t value = 0;
  for (; i < text.size() && text[i] != '}'; ++i) {
    const bool separates = text[i] == '_' && hex_value(text[i - 1]) >= 0 && i + 1 < text.size();
    if (separates && hex_value(text[i + 1]) >= 0) continue;
    const int digit = hex_value(text[i]);
    if (digit < 0) return {};
    value = value * 16 + static_cast<uint32_t>(digit);
    if (value > 0x10ffff) return {};
  }
  const bool is_surrogate = value >= 0xd800 && value < 0xe000;
  if (i == 2 || i == text.size() || is_surrogate) return {};
  return {i + 1, value};
}

void append_utf8(std::string& bytes, uint32_t character) {
  const auto append_bits = [&](unsigned mark, unsigned shift) {
    bytes.push_back(static_cast<char>(mark | ((character >> shift) & 0x3f)));
  };
  if (character < 0x80) return bytes.push_back(static_cast<char>(character));
  if (character < 0x800) {
    bytes.push_back(static_cast<char>(0xc0 | character >> 6));
  } else if (character < 0x10000) {
    bytes.push_back(static_cast<char>(0xe0 | character >> 12));
    append_bits(0x80, 6);
  } else {
    bytes.push_back(static_cast<char>(0xf0 | character >> 18));
    append_bits(0x80, 12);
    append_bits(0x80, 6);
  }
  append_bits(0x80, 0);
}

}  // namespace

size_t escape_length(std::string_view text) {
  if (text.empty()) return 0;
  if (simple_escape(text[0]) != 0) return 1;
  if (text.size() >= 2 && hex_value(text[0]) >= 0 && hex_value(text[1]) >= 0) return 2;
  return read_unicode_escape(text).length;
}

std::string unescape(std::string_view quoted) {
  std::string bytes;
  for (size_t i = 1; i + 1 < quoted.size(); ++i) {
    if (quoted[i] != '\\') {
      bytes.push_back(quoted[i]);
      continue;
    }
    const std::string_view escape = quoted.substr(i + 1);
    const size_t length = escape_length(escape);
    if (length == 1) bytes.push_back(simple_escape(escape[0]));
    if (length == 2) bytes.push_back(static_cast<char>(hex_value(escape[0]) * 16 + hex_value(escape[1])));
    if (length > 2) append_utf8(bytes, read_unicode_escape(escape).value);
    i += length;
  }
  return bytes;
}

}  // namespace wasmc
