// Bytes -> artifact. Every byte is taken as hostile; the errors say which part of the file is wrong. Memory use is at
// most the sum of the sections' raw sizes and of the unpacked functions, which must be plausible for the file's size
// before anything is allocated.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "format/artifact.h"
#include "format/artifact_file.h"
#include "format/base/result.h"

namespace wasmc {

struct ReadOptions {
  // The contents of these sections, where the caller has read or mapped them to already; the file need not have them.
  std::span<const uint8_t> code;
  std::span<const uint8_t> read_only_data;
  // Take sections out of the file that could be used in place, so that it can go.
  bool copy = false;
  // Check every trap site, not just the index. Look-ups check what they read themselves.
  bool whole_trap_table = true;
};

// A checked artifact: the views point into the bytes it was read from (raw sections) and into buffers of its own
// (compressed, copied and unpacked ones). What it points to must outlive it.
class LoadedArtifact {
 public:
  [[nodiscard]] const ArtifactView& view() const { return view_; }
  [[nodiscard]] std::span<const SectionInfo> sections() const { return sections_; }

 private:
  friend Result<LoadedArtifact> read_sections(const ArtifactFile& file, const ReadOptions& options);
  Result<std::span<const uint8_t>> contents(const ArtifactFile& file, const SectionInfo& section,
                                            const ReadOptions& options);
  Status unpack(const ArtifactFile& file, const SectionInfo& section, std::span<const uint8_t> packed);

  ArtifactView view_;
  std::vector<SectionInfo> sections_;
  std::vector<std::unique_ptr<uint8_t[]>> buffers_;
};

// The second step, of an opened file: checksums, sizes that are multiples of their elements', decompression; and every
// index, range and code offset in the records within the section that it refers to, so that users of the view need not
// check again. What is not checked: that the constant expressions and the code mean something.
[[nodiscard]] Result<LoadedArtifact> read_sections(const ArtifactFile& file, const ReadOptions& options = {});

// Both steps.
[[nodiscard]] Result<LoadedArtifact> read_artifact(std::span<const uint8_t> bytes);

}  // namespace wasmc
