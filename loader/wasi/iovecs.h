// A guest's list of buffers, as the host's calls take them. Used by one thread at a time.
#pragma once

#include <sys/uio.h>

#include <cstdint>

#include "loader/wasi/guest_memory.h"

namespace wasmc {

// The first buffers of the list that are not empty: every call may transfer less than it is asked to.
class Iovecs {
 public:
  Iovecs() = default;
  // One buffer of the host's.
  explicit Iovecs(iovec buffer) : count_(1) { buffers_[0] = buffer; }

  // fault if the list, or a buffer that was reached, is not in the memory.
  [[nodiscard]] Errno gather(const GuestMemory& memory, uint32_t address, uint32_t count);

  [[nodiscard]] iovec* data() { return buffers_; }
  [[nodiscard]] int count() const { return count_; }

 private:
  static constexpr int capacity = 128;

  iovec buffers_[capacity];
  int count_ = 0;
};

}  // namespace wasmc
