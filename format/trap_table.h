// The table of trap sites: for each instruction that may trap, its offset in the code, the kind of trap and the
// position in the source module. Stored in blocks of 1024 sites, as distances in prefix codes (trap_codes.h), behind an
// index of the blocks' first code offsets, and searched in place: a look-up decodes one block. Look-ups are usable
// from signal handlers: no allocation, bounds checked at every step.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "format/base/result.h"

namespace wasmc {

struct TrapSite {
  uint32_t code_offset = 0;  // of the instruction
  uint32_t wasm_offset = 0;  // of the instruction in the source module
  uint8_t code = 0;          // runtime-support/traps.def
  bool operator==(const TrapSite&) const = default;
};

// Sites sorted by code_offset, without duplicates.
[[nodiscard]] std::vector<uint8_t> encode_trap_table(std::span<const TrapSite> sites);

// Checks the index alone: that it is in the table, and in order. What look-ups read of the blocks they check
// themselves.
[[nodiscard]] Status check_trap_index(std::span<const uint8_t> table, uint64_t code_size);

// Checks the whole table.
[[nodiscard]] Status check_trap_table(std::span<const uint8_t> table, uint64_t code_size);

// The site whose instruction begins at code_offset.
[[nodiscard]] std::optional<TrapSite> find_trap_site(std::span<const uint8_t> table, uint32_t code_offset);

// All of it, for tools.
[[nodiscard]] Result<std::vector<TrapSite>> decode_trap_table(std::span<const uint8_t> table);

}  // namespace wasmc
