// Sections 4.6.9 (memory instructions). The arguments are what the program computed; indices are the compiler's.
#include "loader/memory.h"

#include <cstring>

#include "loader/builtins/builtins.h"
#include "loader/instance.h"
#include "loader/segments.h"

namespace wasmc::builtins {

namespace {

MemoryInstance& memory_of(const VmContext* context, u32 index) { return *instance_of(context).memories[index]; }

constexpr trap out_of_bounds = static_cast<trap>(TrapCode::memory_out_of_bounds);

}  // namespace

u64 memory_grow(VmContext* context, u32 memory, u64 delta) { return memory_of(context, memory).grow(delta); }

trap memory_fill(VmContext* context, u32 memory, u64 address, u32 value, u64 length) {
  const MemoryInstance& target = memory_of(context, memory);
  if (!target.holds(address, length)) return out_of_bounds;
  if (length != 0) std::memset(target.bytes().data() + address, static_cast<int>(value & 0xff), length);
  return 0;
}

trap memory_copy(VmContext* context, u32 destination, u32 source, u64 to, u64 from, u64 length) {
  const MemoryInstance& target = memory_of(context, destination);
  const MemoryInstance& origin = memory_of(context, source);
  if (!target.holds(to, length) || !origin.holds(from, length)) return out_of_bounds;
  if (length != 0) std::memmove(target.bytes().data() + to, origin.bytes().data() + from, length);
  return 0;
}

trap memory_init(VmContext* context, u32 segment, u32 memory, u64 to, u32 from, u32 length) {
  const auto bytes = instance_of(context).data_segments[segment];
  return static_cast<trap>(init_memory(memory_of(context, memory), bytes, to, from, length));
}

none data_drop(VmContext* context, u32 segment) { instance_of(context).data_segments[segment] = {}; }

}  // namespace wasmc::builtins
