// A module's code in memory, ready to run: code, read-only data and import slots at the distances of
// runtime-support/code_image.h. No page of it is ever writable and executable. Immutable once it is linked, usable from
// any thread.
#pragma once

#include <cstdint>
#include <span>

#include "format/artifact_file.h"
#include "format/base/result.h"
#include "format/records.h"
#include "loader/platform/mapping.h"
#include "runtime-support/linked_module.h"

namespace wasmc {

class CodeImage {
 public:
  // Code and read-only data in their places: mapped from `file` where they are aligned to pages in it, otherwise read
  // from the artifact to memory of this process. Fails if they are damaged, and if the system refuses memory or its
  // protection. `file` may be null.
  static Result<CodeImage> create(const ArtifactFile& artifact, const InputFile* file);

  // One that is part of this program, whose linker has filled the import slots.
  static CodeImage in_place(const LinkedModule& module);

  // The addresses of code of that size, without access and without contents.
  static Result<CodeImage> reserve(uint64_t code_size);

  CodeImage() = default;

  // Stores the addresses of library functions. Nothing is written from there on. Fails for a function that is unknown.
  [[nodiscard]] Status link(std::span<const ImportSlotRecord> slots);

  [[nodiscard]] const uint8_t* code() const { return code_; }
  [[nodiscard]] uint64_t code_size() const { return code_size_; }
  [[nodiscard]] std::span<const uint8_t> code_bytes() const { return {code(), code_size_}; }
  [[nodiscard]] std::span<const uint8_t> read_only_data() const { return read_only_data_; }

 private:
  // A section, and where in the image it has its place.
  struct Part {
    const SectionInfo* section;
    uint64_t offset;
    uint64_t end;  // of the pages that are the section's alone
    Access access;
  };

  CodeImage(Mapping mapping, uint64_t import_slots)
      : mapping_(std::move(mapping)), code_(mapping_.data()), import_slots_(import_slots) {}

  [[nodiscard]] Status place(const ArtifactFile& artifact, const InputFile* file, const Part& part);
  [[nodiscard]] bool map(const InputFile* file, const Part& part);
  [[nodiscard]] Status copy(const ArtifactFile& artifact, const Part& part);

  Mapping mapping_;  // none if it is in place
  const uint8_t* code_ = nullptr;
  uint64_t code_size_ = 0;
  std::span<const uint8_t> read_only_data_;
  uint64_t import_slots_ = 0;  // offset
};

}  // namespace wasmc
