#include <sodium/crypto_sign_ed25519.h>

#include "format/ed25519.h"

namespace wasmc {

static_assert(crypto_sign_ed25519_PUBLICKEYBYTES == sizeof(PublicKey));
static_assert(crypto_sign_ed25519_BYTES == sizeof(Signature));

bool has_signatures() { return true; }

bool is_signed(std::span<const uint8_t> message, const Signature& signature, const PublicKey& key) {
  return crypto_sign_ed25519_verify_detached(signature.data(), message.data(), message.size(), key.data()) == 0;
}

}  // namespace wasmc
