#include "format/number_code.h"

namespace wasmc {

namespace {

constexpr unsigned first_forward = 32;   // the numbers from 2^5, by their highest bit
constexpr unsigned first_backward = 59;  // those below zero, by the highest bit of their distance from it
static_assert(first_backward - first_forward == 32 - 5 && number_symbols - first_backward == 32);

unsigned length_of(std::span<const uint8_t, word_lengths_size> lengths, unsigned symbol) {
  return lengths[symbol / 2] >> (symbol % 2 * 4) & 15;
}

}  // namespace

std::optional<NumberCode> NumberCode::from_lengths(std::span<const uint8_t, word_lengths_size> lengths) {
  if (length_of(lengths, number_symbols) != 0) return std::nullopt;
  NumberCode code;
  size_t count = 0;
  unsigned free = 1;  // words of this length that no shorter one begins
  for (unsigned length = 1; length <= max_word_length; ++length) {
    free *= 2;
    for (unsigned symbol = 0; symbol < number_symbols; ++symbol) {
      if (length_of(lengths, symbol) != length) continue;
      if (free-- == 0) return std::nullopt;
      ++code.words_[length];
      code.symbols_[count++] = static_cast<uint8_t>(symbol);
    }
  }
  return code;
}

// The words of a length follow each other as numbers: so it is enough to know how many there are of each.
std::optional<uint8_t> NumberCode::read_symbol(BitReader& bits) const {
  unsigned word = 0;
  unsigned first = 0;   // word of this length
  unsigned before = 0;  // words that are shorter
  for (unsigned length = 1; length <= max_word_length; ++length) {
    const std::optional<uint32_t> bit = bits.read(1);
    if (!bit) return std::nullopt;
    word = word * 2 + *bit;
    if (word - first < words_[length]) return symbols_[before + word - first];
    before += words_[length];
    first = (first + words_[length]) * 2;
  }
  return std::nullopt;
}

std::optional<int64_t> NumberCode::read(BitReader& bits) const {
  const std::optional<uint8_t> symbol = read_symbol(bits);
  if (!symbol || *symbol < first_forward) return symbol;
  const bool is_backward = *symbol >= first_backward;
  const unsigned highest = is_backward ? *symbol - first_backward : *symbol - first_forward + 5;
  const std::optional<uint32_t> rest = bits.read(highest);
  if (!rest) return std::nullopt;
  const int64_t distance = (int64_t{1} << highest) + *rest;
  return is_backward ? -distance : distance;
}

}  // namespace wasmc
