// Files that did not exist before: for keys, which must overwrite nothing.
#pragma once

#include <string>
#include <string_view>

#include <sys/types.h>

#include "format/base/result.h"
#include "tools/descriptor.h"

namespace wasmc {

// It goes again with this object unless it is kept.
class NewFile {
 public:
  // With this mode, less what the process masks out. Fails if there is such a file.
  [[nodiscard]] static Result<NewFile> create(const std::string& path, mode_t mode);
  NewFile(NewFile&& other) noexcept = default;
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile();

  // All of it, down to the disk.
  [[nodiscard]] Status write(std::string_view text);
  void keep() { is_kept_ = true; }

 private:
  NewFile(std::string path, Descriptor descriptor) : path_(std::move(path)), descriptor_(std::move(descriptor)) {}

  std::string path_;
  Descriptor descriptor_;  // none in an object that was moved from
  bool is_kept_ = false;
};

}  // namespace wasmc
