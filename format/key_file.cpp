#include "format/key_file.h"

#include "format/key_der.h"

namespace wasmc {

Result<std::vector<PublicKey>> parse_public_keys(std::string_view text) {
  std::vector<PublicKey> keys;
  for (;;) {
    TRY_ASSIGN(const std::optional<PemBlock> block, take_pem_block(text));
    if (!block) break;
    if (block->label.ends_with("PRIVATE KEY")) return Error{"this is a private key: give the public one"};
    if (block->label != "PUBLIC KEY") return Error{"not a public key, but a PEM file of " + block->label};
    TRY_ASSIGN(const KeyBytes key, take_key(block->bytes, public_key_prefix, "not a public key for Ed25519"));
    keys.push_back(key);
  }
  if (keys.empty()) return Error{"there is no public key in it: a PEM file with BEGIN PUBLIC KEY is wanted"};
  return keys;
}

std::string to_pem(const PublicKey& key) { return key_to_pem("PUBLIC KEY", public_key_prefix, key); }

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
