// Linear memories (section 4.2.8). A guarded one reserves the address space that its 32-bit index and 32-bit offset can
// reach, so that it never moves, and what lies behind its end faults; a checked one has the room that it needs, and
// moves when that runs out (spec/abi.md, "Memories"). Used by the thread that is in its Store; a shared one belongs to
// several stores and is usable from all their threads, and never moves.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>

#include "format/base/result.h"
#include "format/types.h"
#include "loader/parking_lot.h"
#include "loader/platform/mapping.h"
#include "runtime-support/memory_strategy.h"
#include "runtime-support/vmctx.h"

namespace wasmc {

class MemoryInstance : public std::enable_shared_from_this<MemoryInstance> {
 public:
  // For code with that strategy, as far as the type allows it. Fails if the system refuses address space or memory.
  static Result<std::shared_ptr<MemoryInstance>> create(const MemoryType& type,
                                                        MemoryStrategy strategy = MemoryStrategy::guard);

  MemoryInstance(const MemoryInstance&) = delete;
  MemoryInstance& operator=(const MemoryInstance&) = delete;

  // As declared; the present size is pages().
  [[nodiscard]] const MemoryType& type() const { return type_; }
  [[nodiscard]] uint64_t pages() const { return __atomic_load_n(&state_.pages, __ATOMIC_SEQ_CST); }
  // Valid until the memory grows; of a shared one as long as it lives.
  [[nodiscard]] std::span<uint8_t> bytes() const { return {state_.base, length()}; }
  // True if [address, address + length) lies inside.
  [[nodiscard]] bool holds(uint64_t address, uint64_t length) const {
    const uint64_t end = this->length();
    return address <= end && length <= end - address;
  }

  static constexpr uint64_t grow_failed = ~uint64_t{0};
  // Adds pages, at once for all threads; the old number of pages, or grow_failed if the maximum or the system doesn't
  // allow it.
  uint64_t grow(uint64_t delta);

  [[nodiscard]] VmMemory* state() { return &state_; }
  // The base, if it stays the same, for VmMemoryRef; null otherwise.
  [[nodiscard]] uint8_t* fixed_base() const { return may_move(type_, strategy_) ? nullptr : state_.base; }
  // True if code that does not compare may use the memory.
  [[nodiscard]] bool is_guarded() const { return strategy_ == MemoryStrategy::guard; }
  // Where threads wait for changes of a shared memory; null if it is not shared.
  [[nodiscard]] ParkingLot* parking_lot() const { return parking_lot_.get(); }
  // True for every address that an access of compiled code can reach. Usable from signal handlers.
  [[nodiscard]] bool reserves(const void* address) const { return is_guarded() && storage_.contains(address); }

 private:
  MemoryInstance(const MemoryType& type, MemoryStrategy strategy);
  [[nodiscard]] uint64_t length() const { return __atomic_load_n(&state_.length, __ATOMIC_SEQ_CST); }
  [[nodiscard]] bool is_reserved() const { return is_guarded() || type_.shared; }
  [[nodiscard]] Status reserve();
  [[nodiscard]] uint64_t max_pages() const;
  [[nodiscard]] bool make_room(uint64_t length);
  [[nodiscard]] bool move_to_room(uint64_t room);
  [[nodiscard]] bool resize_storage(uint64_t size);

  MemoryType type_;
  MemoryStrategy strategy_;
  Mapping storage_;
  uint64_t room_ = 0;  // bytes that can be accessed, whole pages of any machine
  VmMemory state_{};
  std::mutex growing_;
  std::unique_ptr<ParkingLot> parking_lot_;
};

}  // namespace wasmc
