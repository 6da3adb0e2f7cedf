#include "compiler/binary/utf8.h"

#include <cstddef>

namespace wasmc {
namespace {

// How many bytes the encoding has that starts so; 0 if none starts so.
size_t encoded_length(uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

bool is_continuation(uint8_t byte) { return (byte & 0xc0) == 0x80; }

// Shorter encodings, surrogates and values past U+10FFFF all show in the second byte.
bool is_second_byte(uint8_t lead, uint8_t second) {
  switch (lead) {
    case 0xe0: return second >= 0xa0 && second <= 0xbf;
    case 0xed: return second >= 0x80 && second <= 0x9f;
    case 0xf0: return second >= 0x90 && second <= 0xbf;
    case 0xf4: return second >= 0x80 && second <= 0x8f;
    default: return is_continuation(second);
  }
}

}  // namespace

bool is_utf8(std::span<const uint8_t> bytes) {
  size_t position = 0;
  while (position < bytes.size()) {
    const size_t length = encoded_length(bytes[position]);
    if (length == 0 || length > bytes.size() - position) return false;
    if (length > 1 && !is_second_byte(bytes[position], bytes[position + 1])) return false;
    for (size_t i = 2; i < length; ++i) {
      if (!is_continuation(bytes[position + i])) return false;
    }
    position += length;
  }
  return true;
}

}  // namespace wasmc
