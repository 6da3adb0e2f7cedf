// Ed25519 keys as files: PEM (RFC 7468) with the structures of RFC 8410, as `openssl genpkey -algorithm ed25519` and
// `openssl pkey -pubout` make them. Usable from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "format/base/result.h"
#include "format/ed25519.h"

namespace wasmc {

// All public keys of a text, at least one; what stands around them is not looked at. Fails if there is none, if one is
// malformed or of another algorithm, and for a private key, which has no business where only public ones are needed.
[[nodiscard]] Result<std::vector<PublicKey>> parse_public_keys(std::string_view text);

// The one private key of a text. Fails for keys of other algorithms and for encrypted ones.
[[nodiscard]] Result<PrivateKey> parse_private_key(std::string_view text);

[[nodiscard]] std::string to_pem(const PublicKey& key);
[[nodiscard]] std::string to_pem(const PrivateKey& key);

// The key in hexadecimal, as messages name it.
[[nodiscard]] std::string to_hex(const PublicKey& key);

}  // namespace wasmc
