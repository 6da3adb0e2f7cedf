#include "loader/memory.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace wasmc {

namespace {

// 32-bit index plus 32-bit offset, and the widest access that begins there.
constexpr uint64_t reservation_size = (uint64_t{8} << 30) + 65536;
constexpr uint64_t max_pages_32 = 65536;

}  // namespace

Result<std::unique_ptr<MemoryInstance>> MemoryInstance::create(const MemoryType& type) {
  if (type.limits.is_64) return Error{"64-bit memories are not supported"};
  if (type.shared) return Error{"shared memories are not supported"};
  TRY_ASSIGN(Mapping reservation, Mapping::create(reservation_size, Access::none, "a memory"));
  std::unique_ptr<MemoryInstance> memory(new MemoryInstance(type, std::move(reservation)));
  if (memory->grow(type.limits.min) == grow_failed)
    return Error{"can't allocate a memory of " + std::to_string(type.limits.min) + " pages: " + std::strerror(errno)};
  return memory;
}

MemoryInstance::MemoryInstance(const MemoryType& type, Mapping reservation)
    : type_(type), reservation_(std::move(reservation)), state_{reservation_.data(), 0, 0} {}

uint64_t MemoryInstance::max_pages() const {
  return type_.limits.has_max ? std::min(type_.limits.max, max_pages_32) : max_pages_32;
}

uint64_t MemoryInstance::grow(uint64_t delta) {
  const uint64_t old = state_.pages;
  if (delta > max_pages() - old) return grow_failed;
  if (!reservation_.protect(state_.length, delta * page_size, Access::read_write)) return grow_failed;
  state_.pages = old + delta;
  state_.length = state_.pages * page_size;
  return old;
}

}  // namespace wasmc
