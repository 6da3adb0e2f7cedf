// A regular file that is read or mapped. Usable from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "format/base/result.h"

namespace wasmc {

class InputFile {
 public:
  // Fails with the system's reason, and for what is not a regular file.
  static Result<InputFile> open(const std::string& path);

  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&& other) noexcept;
  ~InputFile();

  // When it was opened.
  [[nodiscard]] uint64_t size() const { return size_; }
  // For Mapping.
  [[nodiscard]] int descriptor() const { return descriptor_; }

  // The first bytes, no more than `most` and fewer if the file ends before.
  [[nodiscard]] Result<std::vector<uint8_t>> read(uint64_t most = UINT64_MAX) const;

 private:
  InputFile(int descriptor, uint64_t size) : descriptor_(descriptor), size_(size) {}

  int descriptor_ = -1;
  uint64_t size_ = 0;
};

}  // namespace wasmc
