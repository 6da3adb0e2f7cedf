// In the place of ed25519_verify.cpp and ed25519_sign.cpp, for builds without libsodium.
#include "format/ed25519.h"

namespace wasmc {

namespace {

Error no_signatures() { return Error{"this program is built without signatures (libsodium)"}; }

}  // namespace

void PrivateKey::wipe() { seed_.fill(0); }

bool has_signatures() { return false; }

bool is_signed(std::span<const uint8_t>, const Signature&, const PublicKey&) { return false; }

Result<PrivateKey> generate_key() { return no_signatures(); }

Result<PublicKey> public_key_of(const PrivateKey&) { return no_signatures(); }

Result<Signature> sign(std::span<const uint8_t>, const PrivateKey&) { return no_signatures(); }

}  // namespace wasmc
