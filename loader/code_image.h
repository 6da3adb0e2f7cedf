// A module's code in memory, ready to run: code, read-only data and import slots at the distances of
// runtime-support/code_image.h. No page of it is ever writable and executable. Immutable, usable from any thread.
#pragma once

#include <cstdint>
#include <span>

#include "format/artifact.h"
#include "format/base/result.h"
#include "loader/platform/mapping.h"

namespace wasmc {

class CodeImage {
 public:
  // Fails for an import slot of an unknown library function, and if the system refuses memory or its protection.
  static Result<CodeImage> create(const ArtifactView& artifact);

  CodeImage() = default;

  [[nodiscard]] const uint8_t* code() const { return mapping_.data(); }
  [[nodiscard]] uint64_t code_size() const { return code_size_; }

 private:
  CodeImage(Mapping mapping, uint64_t code_size) : mapping_(std::move(mapping)), code_size_(code_size) {}

  Mapping mapping_;
  uint64_t code_size_ = 0;
};

}  // namespace wasmc
