// Which artifacts are trusted: those that the owner of a known key has signed, and that are not too old. Verification
// covers the raw bytes of the whole file, before anything is made of them. Usable from any thread.
//
// The bytes that were verified must be those that are used: they are in private memory, never in a file that is mapped
// or read again.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "format/base/result.h"
#include "format/ed25519.h"
#include "loader/obstacle.h"

namespace wasmc {

// Without keys nothing is trusted.
struct TrustPolicy {
  std::vector<PublicKey> keys;
  // The least release number that is accepted: against the exchange of an artifact for an older one, which is signed as
  // well.
  uint64_t min_release = 0;
};

// Nothing if the policy's owner trusts the file; else why not.
[[nodiscard]] std::optional<Obstacle> find_distrust(std::span<const uint8_t> file, const TrustPolicy& policy);

// The same as a Status.
[[nodiscard]] Status check_trust(std::span<const uint8_t> file, const TrustPolicy& policy);

}  // namespace wasmc
