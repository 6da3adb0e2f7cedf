// A mapping of address space, unmapped with its owner. Usable from any thread; an object by one at a time.
#pragma once

#include <cstdint>

#include "format/base/result.h"
#include "loader/platform/input_file.h"

namespace wasmc {

// The size of this system's pages.
[[nodiscard]] uint64_t system_page_size();

enum class Access : uint8_t { none, read, read_write, read_execute };

class Mapping {
 public:
  // Zeroed memory with the given access, which the system provides page by page as it is touched. Fails with the
  // system's reason; `purpose` completes the message "can't map N bytes for ...". A size of 0 maps nothing.
  static Result<Mapping> create(uint64_t size, Access access, const char* purpose);

  // A whole file that is not empty, to read; its pages are the system's, shared by all who map it, and are read when
  // they are touched. Whoever writes to the file changes them; whoever shortens it makes touching what is gone a fault
  // (SIGBUS). A file that is replaced by another one of its name stays what it was.
  static Result<Mapping> of_file(const InputFile& file);

  Mapping() = default;
  Mapping(Mapping&& other) noexcept;
  Mapping& operator=(Mapping&& other) noexcept;
  ~Mapping();

  [[nodiscard]] uint8_t* data() const { return data_; }
  [[nodiscard]] uint64_t size() const { return size_; }
  [[nodiscard]] bool contains(const void* address) const;

  // Makes it larger or smaller, keeping what stays of the contents; new bytes are zeroed, and have the access that the
  // others have. May move it. False, and nothing has changed, if the system refuses. Of a mapping that is not empty, to
  // a size that is not 0.
  [[nodiscard]] bool resize(uint64_t size);

  // Changes the access of whole pages; false if the system refuses.
  [[nodiscard]] bool protect(uint64_t offset, uint64_t size, Access access);

  // Puts pages of the file in the place of those at `offset`, which are on page boundaries both, with what of_file says
  // of them. False if the system refuses: then the pages are as they were.
  [[nodiscard]] bool replace(uint64_t offset, uint64_t size, Access access, const InputFile& file,
                             uint64_t file_offset);

  // Gives the memory of a file's pages back until they are touched again.
  void forget();

 private:
  Mapping(uint8_t* data, uint64_t size) : data_(data), size_(size) {}

  uint8_t* data_ = nullptr;
  uint64_t size_ = 0;
};

}  // namespace wasmc
