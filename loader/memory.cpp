#include "loader/memory.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace wasmc {

namespace {

// 32-bit index plus 32-bit offset, and the widest access that begins there.
constexpr uint64_t guarded_size = (uint64_t{8} << 30) + 65536;

// The most that is reserved for a shared memory without guard pages, however large a maximum it declares.
constexpr uint64_t most_reserved = uint64_t{1} << 38;

// No system has larger pages.
constexpr uint64_t granule = 65536;
constexpr uint64_t round_up(uint64_t bytes) { return (bytes + granule - 1) & ~(granule - 1); }

}  // namespace

Result<std::shared_ptr<MemoryInstance>> MemoryInstance::create(const MemoryType& type, MemoryStrategy strategy) {
  std::shared_ptr<MemoryInstance> memory(new MemoryInstance(type, strategy_of(type, strategy)));
  TRY(memory->reserve());
  errno = ENOMEM;
  if (memory->grow(type.limits.min) == grow_failed)
    return Error{"can't allocate a memory of " + std::to_string(type.limits.min) + " pages: " + std::strerror(errno)};
  return memory;
}

MemoryInstance::MemoryInstance(const MemoryType& type, MemoryStrategy strategy)
    : type_(type), strategy_(strategy), parking_lot_(type.shared ? std::make_unique<ParkingLot>() : nullptr) {}

// What needs its addresses before it has its pages: behind its end accesses must fault, or it must not move.
Status MemoryInstance::reserve() {
  if (!is_reserved()) return {};
  const uint64_t longest = round_up(std::min(max_pages() << type_.page_size_log2, most_reserved));
  auto reservation = is_guarded() ? Mapping::create(guarded_size, Access::none, "a memory with guard pages")
                                  : Mapping::create(longest, Access::none, "a shared memory");
  if (!reservation && is_guarded()) {
    return Error{reservation.error().message +
                 "; where address space is limited (ulimit -v), compile with --memory=checked"};
  }
  TRY_ASSIGN(storage_, std::move(reservation));
  state_.base = storage_.data();
  return {};
}

uint64_t MemoryInstance::max_pages() const {
  const uint64_t pages = (type_.limits.is_64 ? memory_length_bound : uint64_t{1} << 32) >> type_.page_size_log2;
  // The number must have its place in the indices' type, and be another one than the -1 of a memory that can't grow.
  const uint64_t most = type_.limits.is_64 ? pages : std::min<uint64_t>(pages, 0xffff'fffe);
  return type_.limits.has_max ? std::min(type_.limits.max, most) : most;
}

uint64_t MemoryInstance::grow(uint64_t delta) {
  const std::lock_guard lock(growing_);
  const uint64_t old = state_.pages;
  if (old > max_pages() || delta > max_pages() - old) return grow_failed;
  const uint64_t length = (old + delta) << type_.page_size_log2;
  if (!make_room(length)) return grow_failed;
  __atomic_store_n(&state_.length, length, __ATOMIC_SEQ_CST);
  __atomic_store_n(&state_.pages, old + delta, __ATOMIC_SEQ_CST);
  return old;
}

bool MemoryInstance::make_room(uint64_t length) {
  const uint64_t room = round_up(length);
  if (room <= room_) return true;
  if (!is_reserved()) return move_to_room(room);
  if (room > storage_.size() || !storage_.protect(room_, room - room_, Access::read_write)) return false;
  room_ = room;
  return true;
}

// Takes an eighth more than it needs if the system has it, so that growing by one page again and again stays linear.
// What is not used costs addresses only.
bool MemoryInstance::move_to_room(uint64_t room) {
  const uint64_t ample = round_up(room + room / 8);
  for (const uint64_t size : {room_ == 0 ? room : ample, room}) {
    if (!resize_storage(size)) continue;
    room_ = size;
    state_.base = storage_.data();
    return true;
  }
  return false;
}

bool MemoryInstance::resize_storage(uint64_t size) {
  if (storage_.size() != 0) return storage_.resize(size);
  auto storage = Mapping::create(size, Access::read_write, "a memory");
  if (!storage) return false;
  storage_ = std::move(storage).value();
  return true;
}

}  // namespace wasmc
