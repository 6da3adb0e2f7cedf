#include "loader/stack.h"

#include <algorithm>

namespace wasmc {

namespace {

constexpr uint64_t page = 65536;
constexpr uint64_t guard_size = page;
constexpr uint64_t min_red_zone = 64 << 10;
constexpr uint64_t max_red_zone = 256 << 10;
// Rounding up must not overflow, and nothing real needs more.
constexpr uint64_t max_size = uint64_t{1} << 40;

}  // namespace

Result<WasmStack> WasmStack::create(uint64_t size) {
  if (size < min_size || size > max_size)
    return Error{"a stack of " + std::to_string(size) + " bytes is not possible: take " + std::to_string(min_size) +
                 " or more"};
  const uint64_t rounded = (size + page - 1) / page * page;
  TRY_ASSIGN(Mapping mapping, Mapping::create(guard_size + rounded, Access::read_write, "a stack"));
  if (!mapping.protect(0, guard_size, Access::none)) return Error{"can't protect the end of a stack"};
  return WasmStack(std::move(mapping));
}

WasmStack::WasmStack(Mapping mapping) : mapping_(std::move(mapping)) {
  const uint64_t red_zone = std::clamp((mapping_.size() - guard_size) / 4, min_red_zone, max_red_zone);
  limit_ = std::make_unique<uintptr_t>(reinterpret_cast<uintptr_t>(mapping_.data()) + guard_size + red_zone);
}

bool WasmStack::is_guard(const void* address) const {
  return reinterpret_cast<uintptr_t>(address) - reinterpret_cast<uintptr_t>(mapping_.data()) < guard_size;
}

}  // namespace wasmc
