#include "format/key_der.h"
#include "format/key_file.h"

namespace wasmc {

Result<PrivateKey> parse_private_key(std::string_view text) {
  TRY_ASSIGN(const std::optional<PemBlock> block, take_pem_block(text));
  if (!block) return Error{"there is no private key in it: a PEM file with BEGIN PRIVATE KEY is wanted"};
  if (block->label == "ENCRYPTED PRIVATE KEY")
    return Error{"the private key is encrypted: decrypt it first, as by `openssl pkey -in KEY -out PLAIN`"};
  if (block->label != "PRIVATE KEY") return Error{"not a private key, but a PEM file of " + block->label};
  TRY_ASSIGN(const KeyBytes seed, take_key(block->bytes, private_key_prefix, "not a private key for Ed25519"));
  return PrivateKey(seed);
}

std::string to_pem(const PrivateKey& key) { return key_to_pem("PRIVATE KEY", private_key_prefix, key.seed()); }

}  // namespace wasmc
