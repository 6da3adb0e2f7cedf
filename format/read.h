// Bytes -> artifact. Every byte is taken as hostile; the errors say which part of the file is wrong. Memory use is at
// most the sum of the sections' raw sizes, which must be plausible for the stored ones before anything is allocated.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "format/artifact.h"
#include "format/base/result.h"

namespace wasmc {

// True if the bytes begin with the artifact's magic, whatever else is in them.
[[nodiscard]] bool is_artifact(std::span<const uint8_t> bytes);

// One section as the section table describes it, for tools.
struct SectionInfo {
  SectionId id;
  uint64_t file_offset;
  uint64_t stored_size;
  uint64_t raw_size;
  uint32_t alignment;  // in the file
  bool compressed;
};

// A checked artifact: the views point into the bytes it was read from (raw sections) and into buffers of its own
// (compressed ones). The bytes must outlive it.
class LoadedArtifact {
 public:
  [[nodiscard]] const ArtifactView& view() const { return view_; }
  [[nodiscard]] std::span<const SectionInfo> sections() const { return sections_; }

 private:
  friend Result<LoadedArtifact> read_artifact(std::span<const uint8_t> bytes);
  ArtifactView view_;
  std::vector<SectionInfo> sections_;
  std::vector<std::unique_ptr<uint8_t[]>> buffers_;
};

// The header alone: magic, format version, header checksum; nothing of the sections is touched. For "would it run
// here?".
[[nodiscard]] Result<ArtifactHeader> read_header(std::span<const uint8_t> bytes);

// Everything: sections present once, inside the file, checksums right, sizes multiples of their elements',
// decompressed; and every index, range and code offset in the records within the section that it refers to, so that
// users of the view need not check again. What is not checked: that the constant expressions and the code mean
// something.
[[nodiscard]] Result<LoadedArtifact> read_artifact(std::span<const uint8_t> bytes);

}  // namespace wasmc
