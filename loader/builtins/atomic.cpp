// Waiting and waking (the proposal "threads"). The addresses have been checked: they are aligned and lie inside.
#include "loader/builtins/builtins.h"
#include "loader/instance.h"

namespace wasmc::builtins {

namespace {

template <typename T>
u32 wait(const VmContext* context, u32 memory, u64 address, T expected, u64 timeout) {
  const MemoryInstance& target = *instance_of(context).memories[memory];
  const auto* place = reinterpret_cast<const T*>(target.bytes().data() + address);
  return static_cast<u32>(target.parking_lot()->wait(place, expected, static_cast<int64_t>(timeout)));
}

}  // namespace

// Nobody can wait for a memory that is not shared.
u32 memory_atomic_notify(VmContext* context, u32 memory, u64 address, u32 count) {
  const MemoryInstance& target = *instance_of(context).memories[memory];
  ParkingLot* lot = target.parking_lot();
  return lot == nullptr ? 0 : lot->notify(target.bytes().data() + address, count);
}

u32 memory_atomic_wait32(VmContext* context, u32 memory, u64 address, u32 expected, u64 timeout) {
  return wait(context, memory, address, expected, timeout);
}

u32 memory_atomic_wait64(VmContext* context, u32 memory, u64 address, u64 expected, u64 timeout) {
  return wait(context, memory, address, expected, timeout);
}

}  // namespace wasmc::builtins
