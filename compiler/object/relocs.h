// Resolving relocations when the code of a module is laid out: one function per architecture, named after its psABI
// supplement. After this no relocation is left in the code.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "format/base/result.h"
#include "format/target.h"

namespace wasmc {

// One relocation, in the psABIs' letters. All addresses are offsets in the code image (runtime-support/code_image.h).
struct PlacedRelocation {
  uint8_t* where = nullptr;  // the bytes to change
  uint32_t type = 0;
  uint64_t P = 0;  // address of the place
  uint64_t S = 0;  // address of the symbol
  int64_t A = 0;   // addend
  uint64_t G = 0;  // address of the symbol's import slot, if the kind asks for one
};

enum class RelocationNeed : uint8_t { symbol, import_slot };

struct RelocationRules {
  // Whether a relocation of this type refers to the symbol or to a pointer to it.
  RelocationNeed (*need)(uint32_t type);
  // Changes the bytes. `all` are the relocations of the same section, for kinds that come in pairs.
  Status (*apply)(const PlacedRelocation& relocation, std::span<const PlacedRelocation> all);
  // The code that jumps to where an import slot points: for calls of library functions, which reach no further than the
  // image.
  std::vector<uint8_t> (*stub)(uint64_t address, uint64_t slot);
  size_t stub_size;
};

[[nodiscard]] const RelocationRules& relocation_rules(Architecture architecture);

[[nodiscard]] const RelocationRules& relocation_rules_x86_64();
[[nodiscard]] const RelocationRules& relocation_rules_aarch64();
[[nodiscard]] const RelocationRules& relocation_rules_riscv64();

[[nodiscard]] Error unknown_relocation(uint32_t type);
[[nodiscard]] Error relocation_out_of_range(uint32_t type);

// Unaligned little-endian access to instructions and data.
[[nodiscard]] uint16_t read16(const uint8_t* where);
[[nodiscard]] uint32_t read32(const uint8_t* where);
void write16(uint8_t* where, uint16_t value);
void write32(uint8_t* where, uint32_t value);
void write64(uint8_t* where, uint64_t value);

[[nodiscard]] constexpr bool fits_signed(int64_t value, unsigned bits) {
  return value >= -(int64_t{1} << (bits - 1)) && value < (int64_t{1} << (bits - 1));
}

}  // namespace wasmc
