// The codes of a trap table's numbers, of distances or of positions: which code a number is in depends on what was read
// before it. What that can be are contexts; neighbours among them share a code where more codes would gain nothing.
// Private to format/. Reading is for signal handlers as well: no allocation.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

#include "format/number_code.h"

namespace wasmc {

inline constexpr unsigned trap_contexts = 28;
// Look-ups build all codes on a small stack.
inline constexpr unsigned max_trap_codes = 8;

// The context behind a distance of positions: 0 to 7 for those below 16, by two; 8 to 11 for longer ones, by how many
// bits they have; 12 and 13 for those below zero, far and near. As many again for sites that are not of the table's
// common kind.
constexpr unsigned trap_context(int64_t position, bool is_common) {
  const unsigned first = is_common ? 0 : trap_contexts / 2;
  if (position < 0) return first + (position < -64 ? 12 : 13);
  const auto distance = static_cast<uint64_t>(position);
  if (distance < 16) return first + static_cast<unsigned>(distance / 2);
  return first + std::min(static_cast<unsigned>(std::bit_width(distance)) + 3, 11u);
}

class TrapCodes {
 public:
  // False if the bits end or are no codes.
  [[nodiscard]] bool read_codes(BitReader& bits);
  [[nodiscard]] const NumberCode& in(unsigned context) const { return codes_[code_of_[context]]; }

 private:
  std::array<NumberCode, max_trap_codes> codes_;
  std::array<uint8_t, trap_contexts> code_of_{};
};

using TrapCounts = std::array<NumberCounts, trap_contexts>;

// The same for writing.
class TrapWords {
 public:
  // Chooses which contexts share a code.
  explicit TrapWords(const TrapCounts& counts);

  void write_codes(BitWriter& bits) const;
  void write(unsigned context, int64_t number, BitWriter& bits) const;

 private:
  std::vector<WordLengths> lengths_;  // of each code
  std::vector<NumberWords> words_;
  std::array<size_t, trap_contexts> code_of_{};
};

}  // namespace wasmc
