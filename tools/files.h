// Reading inputs whole and writing outputs so that nobody ever sees half of one.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "format/base/result.h"
#include "tools/descriptor.h"
#include "tools/file_bytes.h"

namespace wasmc {

// The file's bytes, or those of standard input for "-". Fails for files above 4 GiB, or with the system's reason. A
// copy rather than a mapping, which would change, or fail to be read, when others write to the file or cut it off.
[[nodiscard]] Result<FileBytes> read_file(const std::string& path);

// A file that is written piece by piece, "-" for standard output: to a temporary file beside `path`, which finish()
// syncs and renames, and whose folder it syncs then. Without that the temporary file goes again. What is no regular
// file, such as /dev/null or a pipe, is written to as it is.
class OutputFile {
 public:
  [[nodiscard]] static Result<OutputFile> create(const std::string& path);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  [[nodiscard]] Status write(std::span<const uint8_t> bytes);
  [[nodiscard]] Status finish();

 private:
  OutputFile(std::string path, std::string temporary, Descriptor descriptor);

  std::string path_;
  std::string temporary_;  // empty where there is none, and when it is gone
  Descriptor descriptor_;
};

// Writes a temporary file beside `path`, syncs it and renames it to `path`: a file of that name stays as it was until
// the new one is complete, and a process that has it open keeps the old one. "-" and what is no regular
// file as in OutputFile.
[[nodiscard]] Status write_file(const std::string& path, std::span<const uint8_t> bytes);

}  // namespace wasmc
