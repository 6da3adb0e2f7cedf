#include <sodium/core.h>
#include <sodium/crypto_sign_ed25519.h>
#include <sodium/randombytes.h>
#include <sodium/utils.h>

#include "format/ed25519.h"

namespace wasmc {

namespace {

static_assert(crypto_sign_ed25519_SEEDBYTES == sizeof(PrivateKey::Seed));

// Both halves of a pair, as the library wants them.
struct KeyPair {
  explicit KeyPair(const PrivateKey& key) {
    crypto_sign_ed25519_seed_keypair(public_key.data(), secret.data(), key.seed().data());
  }
  KeyPair(const KeyPair&) = delete;
  KeyPair& operator=(const KeyPair&) = delete;
  ~KeyPair() { sodium_memzero(secret.data(), secret.size()); }

  PublicKey public_key;
  std::array<uint8_t, crypto_sign_ed25519_SECRETKEYBYTES> secret;
};

}  // namespace

void PrivateKey::wipe() { sodium_memzero(seed_.data(), seed_.size()); }

Result<PrivateKey> generate_key() {
  if (sodium_init() < 0) return Error{"there is no source of randomness"};
  PrivateKey::Seed seed;
  randombytes_buf(seed.data(), seed.size());
  PrivateKey key(seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

Result<PublicKey> public_key_of(const PrivateKey& key) { return KeyPair(key).public_key; }

Result<Signature> sign(std::span<const uint8_t> message, const PrivateKey& key) {
  const KeyPair pair(key);
  Signature signature;
  crypto_sign_ed25519_detached(signature.data(), nullptr, message.data(), message.size(), pair.secret.data());
  return signature;
}

}  // namespace wasmc
