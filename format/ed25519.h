// Ed25519 signatures (RFC 8032), by libsodium. Verifying and signing are sources of their own, so that a program that
// only verifies doesn't link the rest. Built without libsodium (option `signatures`) all fail, and has_signatures is
// false. Usable from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "format/base/result.h"

namespace wasmc {

using PublicKey = std::array<uint8_t, 32>;
using Signature = std::array<uint8_t, 64>;

// The secret that a key pair is derived from, wiped from memory with its owner.
class PrivateKey {
 public:
  using Seed = std::array<uint8_t, 32>;

  explicit PrivateKey(const Seed& seed) : seed_(seed) {}
  PrivateKey(PrivateKey&& other) noexcept : seed_(other.seed_) { other.wipe(); }
  PrivateKey& operator=(PrivateKey&&) = delete;
  ~PrivateKey() { wipe(); }

  [[nodiscard]] const Seed& seed() const { return seed_; }

 private:
  void wipe();

  Seed seed_;
};

// True if this program can make and check signatures.
[[nodiscard]] bool has_signatures();

// True if the key's owner has signed exactly these bytes. Keys of small order and signatures in a form that is not the
// canonical one are refused.
[[nodiscard]] bool is_signed(std::span<const uint8_t> message, const Signature& signature, const PublicKey& key);

// From the system's source of randomness.
[[nodiscard]] Result<PrivateKey> generate_key();
[[nodiscard]] Result<PublicKey> public_key_of(const PrivateKey& key);
// The same key and bytes give the same signature.
[[nodiscard]] Result<Signature> sign(std::span<const uint8_t> message, const PrivateKey& key);

}  // namespace wasmc
