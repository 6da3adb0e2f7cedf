// Artifact -> bytes. Deterministic: the same artifact gives the same bytes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "format/artifact.h"
#include "format/base/result.h"

namespace wasmc {

// How sections are stored.
enum class Layout : uint8_t {
  small,  // compressed, where that makes them smaller
  fast,   // as they are, those that are mapped at the beginning of a page
};

struct WriteOptions {
  int zstd_level = 12;  // of the small layout: 1 to 19, or 0 for none
  Layout layout = Layout::small;
};

// Fails only if the artifact is larger than the format can say (4 GiB a section).
[[nodiscard]] Result<std::vector<uint8_t>> write_artifact(const Artifact& artifact, const WriteOptions& options = {});
[[nodiscard]] Result<std::vector<uint8_t>> write_artifact(const ArtifactView& artifact, const WriteOptions& options);

// The same artifact in another layout, and without its signature, which covers the bytes as they were. There and back
// with equal options gives the same bytes again. Fails for what read_artifact refuses.
[[nodiscard]] Result<std::vector<uint8_t>> repack(std::span<const uint8_t> file, const WriteOptions& options);

}  // namespace wasmc
