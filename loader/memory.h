// Linear memories (section 4.2.8). Each reserves the address space that its 32-bit index and 32-bit offset can reach,
// so that it never moves, and what lies behind its end faults. Used by the thread that is in its Store.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "format/base/result.h"
#include "format/types.h"
#include "loader/platform/mapping.h"
#include "runtime-support/vmctx.h"

namespace wasmc {

class MemoryInstance {
 public:
  static constexpr uint64_t page_size = 65536;

  // Fails for 64-bit and shared memories, and if the system refuses address space or memory.
  static Result<std::unique_ptr<MemoryInstance>> create(const MemoryType& type);

  MemoryInstance(const MemoryInstance&) = delete;
  MemoryInstance& operator=(const MemoryInstance&) = delete;

  // As declared; the present size is pages().
  [[nodiscard]] const MemoryType& type() const { return type_; }
  [[nodiscard]] uint64_t pages() const { return state_.pages; }
  [[nodiscard]] std::span<uint8_t> bytes() const { return {state_.base, state_.length}; }
  // True if [address, address + length) lies inside.
  [[nodiscard]] bool holds(uint64_t address, uint64_t length) const {
    return address <= state_.length && length <= state_.length - address;
  }

  static constexpr uint64_t grow_failed = ~uint64_t{0};
  // Adds pages; the old number of pages, or grow_failed if the maximum or the system doesn't allow it.
  uint64_t grow(uint64_t delta);

  [[nodiscard]] VmMemory* state() { return &state_; }
  // True for every address that an access of compiled code can reach. Usable from signal handlers.
  [[nodiscard]] bool reserves(const void* address) const { return reservation_.contains(address); }

 private:
  MemoryInstance(const MemoryType& type, Mapping reservation);
  [[nodiscard]] uint64_t max_pages() const;

  MemoryType type_;
  Mapping reservation_;
  VmMemory state_;
};

}  // namespace wasmc
