// An artifact taken apart and put together again, with whatever was done to its parts: places, sizes and checksums
// are made right, so that damage is found for what it is. For the tests of damaged artifacts and the fuzz target.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <vector>

#include "format/layout.h"

namespace wasmc {

using ByteVector = std::vector<uint8_t>;

struct ArtifactPart {
  SectionEntry entry;  // its place, sizes and checksum are worked out anew
  ByteVector raw;
  ByteVector frame;  // of a compressed section, as long as it is what `raw` gives
};

struct ArtifactParts {
  FileHeader header;
  std::vector<ArtifactPart> parts;
  ByteVector signature;  // or empty
};

// Nothing if the bytes are no artifact whose table and sections can be read.
[[nodiscard]] std::optional<ArtifactParts> take_apart(std::span<const uint8_t> bytes);

[[nodiscard]] ByteVector put_together(const ArtifactParts& parts);

using Random = std::mt19937_64;

// Does one thing to the header, an entry of the table, a record or the bytes of a section, such as could deceive a
// reader. What it did to the parts survives put_together(), but for what can only be done to the whole: that is done by
// damage_whole(), which makes the checksums right itself.
void damage(ArtifactParts& parts, Random& random);
void damage_whole(ByteVector& bytes, Random& random);

// One of many such, of either kind.
[[nodiscard]] ByteVector mutate(const ArtifactParts& parts, Random& random);

}  // namespace wasmc
