// How the accesses to each memory are bounded, which compiler and loader both derive from its type and from the
// artifact's strategy (spec/abi.md, "Memories"). Usable from any thread.
#pragma once

#include <cstdint>

#include "format/target.h"
#include "format/types.h"

namespace wasmc {

inline constexpr uint8_t default_page_size_log2 = 16;

// Address space can be reserved behind memories whose indices have 32 bits and whose size is a multiple of any
// machine's pages. The others are checked in every artifact.
constexpr MemoryStrategy strategy_of(const MemoryType& type, MemoryStrategy artifact) {
  const bool can_be_guarded = !type.limits.is_64 && type.page_size_log2 == default_page_size_log2;
  return can_be_guarded ? artifact : MemoryStrategy::checked;
}

// A guarded memory reserves 2 to this power bytes: what a 32-bit index and a 32-bit offset reach. 0 if none is guarded.
constexpr uint8_t guard_log2(MemoryStrategy artifact) { return artifact == MemoryStrategy::guard ? 33 : 0; }

constexpr bool has_fixed_size(const MemoryType& type) {
  return type.limits.has_max && type.limits.min == type.limits.max;
}

// True if growing may move the memory: its base is then read from VmMemory only, after everything that can grow it.
constexpr bool may_move(const MemoryType& type, MemoryStrategy artifact) {
  return strategy_of(type, artifact) == MemoryStrategy::checked && !type.shared && !has_fixed_size(type);
}

// No memory is as long: sums of a length and the size of an access don't overflow.
inline constexpr uint64_t memory_length_bound = uint64_t{1} << 62;

}  // namespace wasmc
