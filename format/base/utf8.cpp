#include "format/base/utf8.h"

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

size_t utf8_length(std::span<const uint8_t> bytes) {
  const size_t length = encoded_length(bytes[0]);
  if (length == 0 || length > bytes.size()) return 0;
  if (length > 1 && !is_second_byte(bytes[0], bytes[1])) return 0;
  for (size_t i = 2; i < length; ++i) {
    if (!is_continuation(bytes[i])) return 0;
  }
  return length;
}

bool is_utf8(std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    const size_t length = utf8_length(bytes);
    if (length == 0) return false;
    bytes = bytes.subspan(length);
  }
  return true;
}

}  // namespace wasmc
