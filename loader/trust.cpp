#include "loader/trust.h"

#include <algorithm>

#include "format/key_file.h"
#include "format/read.h"
#include "format/signature.h"

namespace wasmc {

namespace {

Obstacle refuse(ObstacleKind kind, std::string message) { return {kind, Error{std::move(message)}}; }

// The signature is there; whose is it?
std::optional<Obstacle> check_signature(const SignedBytes& found, const TrustPolicy& policy) {
  const PublicKey& key = found.signature.public_key;
  if (std::find(policy.keys.begin(), policy.keys.end(), key) == policy.keys.end())
    return refuse(ObstacleKind::unknown_key,
                  "unknown key: it is signed by " + to_hex(key) + ", which is none of the trusted keys");
  if (!is_signed(found.message, found.signature.signature, key))
    return refuse(ObstacleKind::bad_signature,
                  "bad signature: this is not what the owner of the key " + to_hex(key) + " has signed");
  return std::nullopt;
}

// Of a file whose header is what was signed.
std::optional<Obstacle> check_release(std::span<const uint8_t> file, const TrustPolicy& policy) {
  const Result<ArtifactHeader> header = read_header(file);
  if (!header) return Obstacle{ObstacleKind::damaged, header.error()};
  if (header->release >= policy.min_release) return std::nullopt;
  return refuse(ObstacleKind::too_old, "too old: this is release " + std::to_string(header->release) +
                                           ", and releases before " + std::to_string(policy.min_release) +
                                           " are not accepted");
}

}  // namespace

std::optional<Obstacle> find_distrust(std::span<const uint8_t> file, const TrustPolicy& policy) {
  if (!has_signatures())
    return refuse(ObstacleKind::no_verification, "signatures can't be checked: this loader is built without libsodium");
  const auto found = find_signature(file);
  if (!found) return Obstacle{ObstacleKind::damaged, found.error()};
  if (!*found)
    return refuse(ObstacleKind::no_signature, "unsigned: it has no signature, and only signed artifacts are trusted");
  if (auto distrust = check_signature(**found, policy)) return distrust;
  return check_release(file, policy);
}

Status check_trust(std::span<const uint8_t> file, const TrustPolicy& policy) {
  const auto distrust = find_distrust(file, policy);
  return distrust ? Status(distrust->error) : Status();
}

}  // namespace wasmc
