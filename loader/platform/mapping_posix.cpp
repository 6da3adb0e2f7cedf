#include <sys/mman.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "loader/platform/mapping.h"

namespace wasmc {

namespace {

int protection(Access access) {
  switch (access) {
    case Access::none: return PROT_NONE;
    case Access::read: return PROT_READ;
    case Access::read_write: return PROT_READ | PROT_WRITE;
    case Access::read_execute: return PROT_READ | PROT_EXEC;
  }
  return PROT_NONE;
}

}  // namespace

Result<Mapping> Mapping::create(uint64_t size, Access access, const char* purpose) {
  if (size == 0) return Mapping();
  void* data = ::mmap(nullptr, size, protection(access), MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (data == MAP_FAILED)
    return Error{"can't map " + std::to_string(size) + " bytes for " + purpose + ": " + std::strerror(errno)};
  return Mapping(static_cast<uint8_t*>(data), size);
}

Mapping::Mapping(Mapping&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Mapping& Mapping::operator=(Mapping&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

Mapping::~Mapping() {
  if (data_ != nullptr) ::munmap(data_, size_);
}

bool Mapping::contains(const void* address) const {
  return reinterpret_cast<uintptr_t>(address) - reinterpret_cast<uintptr_t>(data_) < size_;
}

// Moving costs no copy, for which POSIX has no words: mremap is Linux's.
bool Mapping::resize(uint64_t size) {
  void* data = ::mremap(data_, size_, size, MREMAP_MAYMOVE);
  if (data == MAP_FAILED) return false;
  data_ = static_cast<uint8_t*>(data);
  size_ = size;
  return true;
}

bool Mapping::protect(uint64_t offset, uint64_t size, Access access) {
  return size == 0 || ::mprotect(data_ + offset, size, protection(access)) == 0;
}

}  // namespace wasmc
