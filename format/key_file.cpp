#include "format/key_file.h"

#include <algorithm>

#include "format/base/pem.h"

namespace wasmc {

namespace {

constexpr std::string_view public_label = "PUBLIC KEY";
constexpr std::string_view private_label = "PRIVATE KEY";

// The DER of both structures (RFC 8410, sections 4 and 7) up to the key's 32 bytes, with which they end:
// SubjectPublicKeyInfo { algorithm { id-Ed25519 }, BIT STRING }, and PrivateKeyInfo { 0, algorithm { id-Ed25519 },
// OCTET STRING { OCTET STRING } }.
constexpr std::array<uint8_t, 12> public_prefix = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03,
                                                   0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
constexpr std::array<uint8_t, 16> private_prefix = {0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06,
                                                    0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20};

using KeyBytes = std::array<uint8_t, 32>;

Result<KeyBytes> take_key(std::span<const uint8_t> der, std::span<const uint8_t> prefix, const char* otherwise) {
  const bool fits =
      der.size() == prefix.size() + sizeof(KeyBytes) && std::equal(prefix.begin(), prefix.end(), der.begin());
  if (!fits) return Error{otherwise};
  KeyBytes key;
  std::copy(der.begin() + static_cast<ptrdiff_t>(prefix.size()), der.end(), key.begin());
  return key;
}

std::string key_to_pem(std::string_view label, std::span<const uint8_t> prefix, const KeyBytes& key) {
  std::vector<uint8_t> der(prefix.begin(), prefix.end());
  der.insert(der.end(), key.begin(), key.end());
  return write_pem(label, der);
}

}  // namespace

Result<std::vector<PublicKey>> parse_public_keys(std::string_view text) {
  std::vector<PublicKey> keys;
  for (;;) {
    TRY_ASSIGN(const std::optional<PemBlock> block, take_pem_block(text));
    if (!block) break;
    if (block->label.ends_with(private_label)) return Error{"this is a private key: give the public one"};
    if (block->label != public_label) return Error{"not a public key, but a PEM file of " + block->label};
    TRY_ASSIGN(const KeyBytes key, take_key(block->bytes, public_prefix, "not a public key for Ed25519"));
    keys.push_back(key);
  }
  if (keys.empty()) return Error{"there is no public key in it: a PEM file with BEGIN PUBLIC KEY is wanted"};
  return keys;
}

Result<PrivateKey> parse_private_key(std::string_view text) {
  TRY_ASSIGN(const std::optional<PemBlock> block, take_pem_block(text));
  if (!block) return Error{"there is no private key in it: a PEM file with BEGIN PRIVATE KEY is wanted"};
  if (block->label == "ENCRYPTED PRIVATE KEY")
    return Error{"the private key is encrypted: decrypt it first, as by `openssl pkey -in KEY -out PLAIN`"};
  if (block->label != private_label) return Error{"not a private key, but a PEM file of " + block->label};
  TRY_ASSIGN(const KeyBytes seed, take_key(block->bytes, private_prefix, "not a private key for Ed25519"));
  return PrivateKey(seed);
}

std::string to_pem(const PublicKey& key) { return key_to_pem(public_label, public_prefix, key); }

std::string to_pem(const PrivateKey& key) { return key_to_pem(private_label, private_prefix, key.seed()); }

std::string to_hex(const PublicKey& key) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (uint8_t byte : key) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

}  // namespace wasmc
