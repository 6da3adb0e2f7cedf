// What packing and unpacking functions agree on (spec/cwasm.md). Private to format/.
#pragma once

#include <cstdint>

#include "format/layout.h"
#include "format/packed_functions.h"

namespace wasmc {

// Code offsets are counted in units of 2 to this power bytes, at most.
inline constexpr unsigned max_code_unit_log2 = 4;

// Where a function begins: behind the one before, which ends at a whole unit; there at the next multiple of 16 bytes;
// or at a distance from the first of these, which follows, in the last case with the entry, if that is somewhere else.
enum class CodePlace : uint8_t { behind, aligned, distant, distant_with_entry };
inline constexpr unsigned code_alignment_log2 = 4;

// The first number of a function is its type and its place.
inline constexpr unsigned packed_place_bits = 2;
inline constexpr unsigned packed_type_bits = 32 + packed_place_bits;

// The least bytes of a function: its type, and the lengths of its code and of the body before it.
inline constexpr uint64_t least_packed_function = 3;

// The first multiple of a power of two behind the function's code; modulo 2^32.
constexpr uint32_t code_offset_behind(const FunctionRecord& function, unsigned multiple_log2) {
  const uint64_t end = uint64_t{function.code_offset} + function.code_length;
  return static_cast<uint32_t>(align_up(end, uint64_t{1} << multiple_log2));
}

}  // namespace wasmc
