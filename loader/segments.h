// Copying segments into memories and tables (sections 4.6.9 memory.init, 4.6.8 table.init): for the instructions and
// for active segments. Nothing is written unless all of it fits.
#pragma once

#include <cstdint>
#include <span>

#include "loader/memory.h"
#include "loader/table.h"
#include "runtime-support/traps.h"

namespace wasmc {

// Copies [from, from + length) of the segment.
[[nodiscard]] TrapCode init_memory(MemoryInstance& memory, std::span<const uint8_t> segment, uint64_t to, uint64_t from,
                                   uint64_t length);
[[nodiscard]] TrapCode init_table(TableInstance& table, std::span<void* const> segment, uint64_t to, uint64_t from,
                                  uint64_t length);

}  // namespace wasmc
