// What packing and unpacking functions agree on (spec/cwasm.md). Private to format/.
#pragma once

#include <cstdint>

#include "format/layout.h"
#include "format/packed_functions.h"

namespace wasmc {

// Code offsets are counted in units of 2 to this power bytes, at most.
inline constexpr unsigned max_code_unit_log2 = 4;

// The first number of a function: its type, and whether these numbers of it follow.
inline constexpr unsigned packed_type_shift = 2;
inline constexpr unsigned packed_type_bits = 32 + packed_type_shift;
inline constexpr uint64_t packs_distance = 1;
inline constexpr uint64_t packs_entry = 2;

// The least bytes of a function: its type, and the lengths of its code and of the body before it.
inline constexpr uint64_t least_packed_function = 3;

// Where the code of the next function begins if no distance is given: behind this one, at a whole unit; modulo 2^32.
constexpr uint32_t next_code_offset(const FunctionRecord& function, unsigned unit_log2) {
  const uint64_t end = uint64_t{function.code_offset} + function.code_length;
  return static_cast<uint32_t>(align_up(end, uint64_t{1} << unit_log2));
}

}  // namespace wasmc
