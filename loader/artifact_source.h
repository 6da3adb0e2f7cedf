// Where the bytes of an artifact are while they are needed: in memory of their own, or in a file that is mapped.
// Immutable; usable from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "format/base/result.h"
#include "loader/platform/input_file.h"
#include "loader/platform/mapping.h"

namespace wasmc {

class ArtifactSource {
 public:
  explicit ArtifactSource(std::vector<uint8_t> bytes) : bytes_(std::move(bytes)) {}

  // A file is mapped if it is in the fast layout and `may_map`, which is to say that nobody changes it; any other
  // one is read. Fails with the system's reason, and for what is no artifact.
  static Result<ArtifactSource> open(const std::string& path, bool may_map);

  [[nodiscard]] std::span<const uint8_t> bytes() const {
    return mapping_.data() == nullptr ? bytes_ : std::span<const uint8_t>(mapping_.data(), mapping_.size());
  }
  // The file that is mapped, until loading is done, or null.
  [[nodiscard]] const InputFile* file() const { return file_ ? &*file_ : nullptr; }

  // When loading is done: a mapped file is closed, its mapping stays; pages that were touched are given back.
  void settle();

 private:
  ArtifactSource(InputFile file, Mapping mapping) : file_(std::move(file)), mapping_(std::move(mapping)) {}

  std::vector<uint8_t> bytes_;
  std::optional<InputFile> file_;
  Mapping mapping_;
};

}  // namespace wasmc
