// A file as its header and section table describe it: the first step of reading, which looks at no section yet. Every
// byte is taken as hostile; the errors say which part of the file is wrong. Usable from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "format/artifact.h"
#include "format/base/result.h"

namespace wasmc {

// True if the bytes begin with the artifact's magic, whatever else is in them.
[[nodiscard]] bool is_artifact(std::span<const uint8_t> bytes);

// The header alone: magic, format version, header checksum; nothing of the sections is touched. For "would it run
// here?".
[[nodiscard]] Result<ArtifactHeader> read_header(std::span<const uint8_t> bytes);

// No header and section table of a known version are longer.
inline constexpr uint64_t most_front_bytes = 4096;

// What the sections that are mapped in the fast layout are aligned to in the file, 1 in the small one; from the first
// most_front_bytes alone, to choose how to read the rest.
[[nodiscard]] Result<uint32_t> mapped_alignment(std::span<const uint8_t> front);

// One section as the section table describes it.
struct SectionInfo {
  SectionId id;
  uint64_t file_offset;
  uint64_t stored_size;
  uint64_t raw_size;
  uint64_t checksum;   // of the stored bytes
  uint32_t alignment;  // in the file
  bool compressed;
};

class ArtifactFile {
 public:
  // Header and section table are right, the sections lie in the file, present once and side by side, and there is a
  // bound on what they decompress to. The bytes must outlive it; they may change later, since what was checked is kept.
  static Result<ArtifactFile> open(std::span<const uint8_t> bytes);

  [[nodiscard]] const ArtifactHeader& header() const { return header_; }
  [[nodiscard]] std::span<const SectionInfo> sections() const { return sections_; }
  // Null if there is none: it is empty.
  [[nodiscard]] const SectionInfo* find(SectionId id) const;
  [[nodiscard]] uint64_t raw_size(SectionId id) const;
  // How much a reader may allocate for what it unpacks, besides the sections.
  [[nodiscard]] uint64_t room_to_unpack() const;
  // Whether any section is.
  [[nodiscard]] bool is_compressed() const;

  // The section in the file.
  [[nodiscard]] std::span<const uint8_t> stored(const SectionInfo& section) const;
  // Fails if the stored bytes don't have their checksum.
  [[nodiscard]] Status check(const SectionInfo& section) const;
  // The same, and writes the section's raw_size bytes, decompressed. They are undefined if that fails.
  [[nodiscard]] Status read(const SectionInfo& section, uint8_t* to) const;

 private:
  ArtifactFile() = default;

  std::span<const uint8_t> bytes_;
  ArtifactHeader header_;
  std::vector<SectionInfo> sections_;
};

// "section 'code': message"
[[nodiscard]] Error section_error(SectionId id, const std::string& message, uint64_t offset);

}  // namespace wasmc
