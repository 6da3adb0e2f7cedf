// The place of the signature in a file: a struct of its own at the end, which covers every byte before it, the header
// that announces it among them. Here are bytes only; the cryptography is the callers'. Usable from any thread.
//
// Whoever verifies does so over the raw file, before read.h looks at it. A file whose signature was cut off has another
// header, or says that it is truncated; one that was never signed says so: with a key to verify by, both are refused.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "format/base/result.h"

namespace wasmc {

enum class SignatureKind : uint32_t { none = 0, ed25519 = 1 };

struct ArtifactSignature {
  std::array<uint8_t, 32> public_key{};
  std::array<uint8_t, 64> signature{};
};

struct SignedBytes {
  std::span<const uint8_t> message;  // of the file: all that the signature covers
  ArtifactSignature signature;
};

// The signature of a whole file, or nothing if its header says that it has none. Looks at the fixed header and the
// struct at the end alone. Fails if the bytes are no artifact of a known version, or if the signature is not where the
// header says.
[[nodiscard]] Result<std::optional<SignedBytes>> find_signature(std::span<const uint8_t> file);

// The first step of signing: the bytes to sign. They are the file, without a signature that it has, with a header that
// announces one and has the release number if one is given. The sections are not looked at: the caller has read the
// artifact.
[[nodiscard]] Result<std::vector<uint8_t>> bytes_to_sign(std::span<const uint8_t> file,
                                                         std::optional<uint64_t> release = std::nullopt);

// The second step: the signed file, of what bytes_to_sign has returned.
[[nodiscard]] std::vector<uint8_t> append_signature(std::vector<uint8_t> message, const ArtifactSignature& signature);

// The file as it was before it was signed, but for the release number; any file without a signature as it is.
[[nodiscard]] Result<std::vector<uint8_t>> remove_signature(std::span<const uint8_t> file);

}  // namespace wasmc
