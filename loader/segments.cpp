#include "loader/segments.h"

#include <cstring>

namespace wasmc {

namespace {

bool inside(uint64_t from, uint64_t length, uint64_t size) { return from <= size && length <= size - from; }

}  // namespace

TrapCode init_memory(MemoryInstance& memory, std::span<const uint8_t> segment, uint64_t to, uint64_t from,
                     uint64_t length) {
  if (!inside(from, length, segment.size()) || !memory.holds(to, length)) return TrapCode::memory_out_of_bounds;
  if (length != 0) std::memcpy(memory.bytes().data() + to, segment.data() + from, length);
  return TrapCode::none;
}

TrapCode init_table(TableInstance& table, std::span<void* const> segment, uint64_t to, uint64_t from, uint64_t length) {
  if (!inside(from, length, segment.size()) || !table.holds(to, length)) return TrapCode::table_out_of_bounds;
  if (length != 0) std::memcpy(table.elements().data() + to, segment.data() + from, length * sizeof(void*));
  return TrapCode::none;
}

}  // namespace wasmc
