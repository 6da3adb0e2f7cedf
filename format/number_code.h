// Numbers as words of a prefix code, frequent ones short, as in DEFLATE (RFC 1951): a number is a symbol, and bits that
// follow it. Symbols below 32 are the number itself; one further symbol stands for the numbers between two powers
// of two, and one for those below zero, and the bits say which of them it is. The last symbol is no number: what it
// means is for the user to say. A code is given by the lengths of its words, which are assigned by ascending length,
// those of a length by ascending symbol.
//
// Reading is for any thread and for signal handlers: no allocation, bounds checked at every step.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "format/base/bits.h"

namespace wasmc {

inline constexpr unsigned number_symbols = 92;
inline constexpr unsigned max_word_length = 15;

// Stands for the last symbol.
inline constexpr int64_t no_number = INT64_MIN;

// The lengths of the symbols' words, 0 for one without.
using WordLengths = std::array<uint8_t, number_symbols>;

class NumberCode {
 public:
  // The code whose lengths come next (write_lengths). Nothing if they end, or there can't be words of these lengths.
  [[nodiscard]] static std::optional<NumberCode> read_code(BitReader& bits);

  // From -2^31 to 2^32 - 1, or no_number; nothing if the bits end, or are no word.
  [[nodiscard]] std::optional<int64_t> read(BitReader& bits) const;

 private:
  [[nodiscard]] std::optional<uint8_t> read_symbol(BitReader& bits) const;

  std::array<uint8_t, max_word_length + 1> words_{};  // how many there are of each length
  std::array<uint8_t, number_symbols> symbols_{};     // in the order of their words
};

// Numbers to be written, for which a code is to be found.
class NumberCounts {
 public:
  void add(int64_t number);
  void add(const NumberCounts& other);
  // Of the code that makes them shortest, as near as words of at most max_word_length come to it.
  [[nodiscard]] WordLengths word_lengths() const;
  // How many bits that code and the words in it take, without those that follow words; 0 without numbers.
  [[nodiscard]] uint64_t size() const;

 private:
  std::array<uint64_t, number_symbols> counts_{};
};

// As 4 bits each; after a 0, 4 more: how many further symbols have no word either.
void write_lengths(const WordLengths& lengths, BitWriter& bits);

// The words themselves.
class NumberWords {
 public:
  explicit NumberWords(const WordLengths& lengths);
  // The number's symbol must have a word.
  void write(int64_t number, BitWriter& bits) const;

 private:
  std::array<uint8_t, number_symbols> lengths_{};
  std::array<uint16_t, number_symbols> words_{};
};

}  // namespace wasmc
