#include "loader/wasi/iovecs.h"

#include "loader/wasi/layouts.h"

namespace wasmc {

Errno Iovecs::gather(const GuestMemory& memory, uint32_t address, uint32_t count) {
  if (!memory.contains(address, uint64_t{count} * sizeof(GuestIovec))) return Errno::fault;
  for (uint64_t i = 0; i < count && count_ < capacity; ++i) {
    const auto guest = memory.read<GuestIovec>(address + i * sizeof(GuestIovec));
    if (!guest) return guest.error();
    const auto bytes = memory.bytes(guest->address, guest->length);
    if (!bytes) return bytes.error();
    if (!bytes->empty()) buffers_[count_++] = {bytes->data(), bytes->size()};
  }
  return Errno::success;
}

}  // namespace wasmc
