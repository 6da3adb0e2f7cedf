// What both kinds of key files are made of. Private to format/key_file.cpp and format/private_key_file.cpp, which are
// two sources so that a program that only verifies doesn't link what handles private keys.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "format/base/pem.h"

namespace wasmc {

// The DER of both structures (RFC 8410, sections 4 and 7) up to the key's 32 bytes, with which they end:
// SubjectPublicKeyInfo { algorithm { id-Ed25519 }, BIT STRING }, and PrivateKeyInfo { 0, algorithm { id-Ed25519 },
// OCTET STRING { OCTET STRING } }.
inline constexpr std::array<uint8_t, 12> public_key_prefix = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03,
                                                              0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
inline constexpr std::array<uint8_t, 16> private_key_prefix = {0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06,
                                                               0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20};

using KeyBytes = std::array<uint8_t, 32>;

// The bytes behind the prefix, or an error with these words.
inline Result<KeyBytes> take_key(std::span<const uint8_t> der, std::span<const uint8_t> prefix, const char* otherwise) {
  const bool fits =
      der.size() == prefix.size() + sizeof(KeyBytes) && std::equal(prefix.begin(), prefix.end(), der.begin());
  if (!fits) return Error{otherwise};
  KeyBytes key;
  std::copy(der.begin() + static_cast<ptrdiff_t>(prefix.size()), der.end(), key.begin());
  return key;
}

inline std::string key_to_pem(std::string_view label, std::span<const uint8_t> prefix, const KeyBytes& key) {
  std::vector<uint8_t> der(prefix.begin(), prefix.end());
  der.insert(der.end(), key.begin(), key.end());
  return write_pem(label, der);
}

}  // namespace wasmc
