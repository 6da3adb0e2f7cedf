// The stack that a Store's compiled code runs on: guard pages at its low end, which compiled code touches before it
// could get past them, and a red zone above them that host functions and builtins can rely on.
#pragma once

#include <cstdint>
#include <memory>

#include "format/base/result.h"
#include "loader/platform/mapping.h"

namespace wasmc {

class WasmStack {
 public:
  static constexpr uint64_t default_size = uint64_t{8} << 20;
  static constexpr uint64_t min_size = 256 << 10;

  // `size` in bytes, without the guard, is rounded up to pages. Fails below min_size, and if the system refuses.
  static Result<WasmStack> create(uint64_t size);

  [[nodiscard]] void* top() const { return mapping_.data() + mapping_.size(); }
  // True for addresses on the stack, the guard not included.
  [[nodiscard]] bool contains(const void* address) const { return mapping_.contains(address) && !is_guard(address); }
  // Usable from signal handlers.
  [[nodiscard]] bool is_guard(const void* address) const;

  // Where the red zone ends, in a place that stays while the stack is moved.
  [[nodiscard]] const uintptr_t* limit() const { return limit_.get(); }

 private:
  explicit WasmStack(Mapping mapping);

  Mapping mapping_;
  std::unique_ptr<uintptr_t> limit_;
};

}  // namespace wasmc
