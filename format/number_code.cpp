#include "format/number_code.h"

namespace wasmc {

namespace {

constexpr unsigned first_forward = 32;                 // the numbers from 2^5, by their highest bit
constexpr unsigned first_backward = 59;                // those below zero, by the highest bit of their distance from it
constexpr unsigned last_symbol = first_backward + 32;  // is no number
static_assert(first_backward - first_forward == 32 - 5 && last_symbol == number_symbols - 1);

std::optional<WordLengths> read_lengths(BitReader& bits) {
  WordLengths lengths{};
  for (unsigned symbol = 0; symbol < number_symbols; ++symbol) {
    const std::optional<uint32_t> length = bits.read(4);
    if (!length) return std::nullopt;
    lengths[symbol] = static_cast<uint8_t>(*length);
    if (*length != 0) continue;
    const std::optional<uint32_t> more = bits.read(4);
    if (!more || *more >= number_symbols - symbol) return std::nullopt;
    symbol += *more;
  }
  return lengths;
}

}  // namespace

std::optional<NumberCode> NumberCode::read_code(BitReader& bits) {
  const std::optional<WordLengths> lengths = read_lengths(bits);
  if (!lengths) return std::nullopt;
  NumberCode code;
  for (uint8_t length : *lengths) ++code.words_[length];
  code.words_[0] = 0;
  std::array<uint8_t, max_word_length + 1> next{};  // place among the symbols
  int free = 1;                                     // words of this length that no shorter one begins
  for (unsigned length = 1; length <= max_word_length; ++length) {
    free = free * 2 - code.words_[length];
    if (free < 0) return std::nullopt;
    next[length] = static_cast<uint8_t>(next[length - 1] + code.words_[length - 1]);
  }
  for (unsigned symbol = 0; symbol < number_symbols; ++symbol) {
    const uint8_t length = (*lengths)[symbol];
    if (length != 0) code.symbols_[next[length]++] = static_cast<uint8_t>(symbol);
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
  if (*symbol == last_symbol) return no_number;
  const bool is_backward = *symbol >= first_backward;
  const unsigned highest = is_backward ? *symbol - first_backward : *symbol - first_forward + 5;
  const std::optional<uint32_t> rest = bits.read(highest);
  if (!rest) return std::nullopt;
  const int64_t distance = (int64_t{1} << highest) + *rest;
  return is_backward ? -distance : distance;
}

}  // namespace wasmc
