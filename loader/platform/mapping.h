// A mapping of address space, unmapped with its owner. Usable from any thread; an object by one at a time.
#pragma once

#include <cstdint>

#include "format/base/result.h"

namespace wasmc {

enum class Access : uint8_t { none, read, read_write, read_execute };

class Mapping {
 public:
  // Zeroed memory with the given access, which the system provides page by page as it is touched. Fails with the
  // system's reason; `purpose` completes the message "can't map N bytes for ...". A size of 0 maps nothing.
  static Result<Mapping> create(uint64_t size, Access access, const char* purpose);

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

 private:
  Mapping(uint8_t* data, uint64_t size) : data_(data), size_(size) {}

  uint8_t* data_ = nullptr;
  uint64_t size_ = 0;
};

}  // namespace wasmc
