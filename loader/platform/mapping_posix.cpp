#include <sys/mman.h>
#include <unistd.h>

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

uint64_t system_page_size() { return static_cast<uint64_t>(::sysconf(_SC_PAGESIZE)); }

Result<Mapping> Mapping::create(uint64_t size, Access access, const char* purpose) {
  if (size == 0) return Mapping();
  void* data = ::mmap(nullptr, size, protection(access), MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (data == MAP_FAILED)
    return Error{"can't map " + std::to_string(size) + " bytes for " + purpose + ": " + std::strerror(errno)};
  return Mapping(static_cast<uint8_t*>(data), size);
}

Result<Mapping> Mapping::of_file(const InputFile& file) {
  void* data = ::mmap(nullptr, file.size(), PROT_READ, MAP_PRIVATE, file.descriptor(), 0);
  if (data == MAP_FAILED) return Error{std::string("can't map the file: ") + std::strerror(errno)};
  return Mapping(static_cast<uint8_t*>(data), file.size());
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

bool Mapping::replace(uint64_t offset, uint64_t size, Access access, const InputFile& file, uint64_t file_offset) {
  return ::mmap(data_ + offset, size, protection(access), MAP_PRIVATE | MAP_FIXED, file.descriptor(),
                static_cast<off_t>(file_offset)) != MAP_FAILED;
}

void Mapping::forget() {
  if (data_ != nullptr) ::madvise(data_, size_, MADV_DONTNEED);
}

}  // namespace wasmc
