#include <bit>
#include <cassert>
#include <vector>

#include "format/number_code.h"

namespace wasmc {

namespace {

// A number's symbol, and what follows it.
struct Parts {
  unsigned symbol;
  unsigned bits = 0;
  uint32_t rest = 0;
};

Parts split(int64_t number) {
  if (number >= 0 && number < 32) return {static_cast<unsigned>(number)};
  const auto distance = static_cast<uint64_t>(number < 0 ? -number : number);
  const auto highest = static_cast<unsigned>(std::bit_width(distance)) - 1;
  assert(highest < 32);
  return {.symbol = (number < 0 ? 59 : 27) + highest,
          .bits = highest,
          .rest = static_cast<uint32_t>(distance - (uint64_t{1} << highest))};
}

// A tree of words: its nodes, the symbols' first, each with its parent.
struct Node {
  uint64_t count;
  size_t parent = 0;  // none yet
};

// Huffman's: the two rarest without a parent get one, until there is one left. Of equally rare ones the first.
size_t rarest(const std::vector<Node>& nodes, size_t except) {
  size_t found = nodes.size();
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].parent != 0 || nodes[i].count == 0 || i == except) continue;
    if (found == nodes.size() || nodes[i].count < nodes[found].count) found = i;
  }
  return found;
}

using Counts = std::array<uint64_t, number_symbols>;

std::vector<Node> make_tree(const Counts& counts) {
  std::vector<Node> nodes;
  for (uint64_t count : counts) nodes.push_back({.count = count});
  while (true) {
    const size_t a = rarest(nodes, nodes.size());
    const size_t b = rarest(nodes, a);
    if (b == nodes.size()) return nodes;
    nodes[a].parent = nodes[b].parent = nodes.size();
    nodes.push_back({.count = nodes[a].count + nodes[b].count});
  }
}

unsigned depth(const std::vector<Node>& nodes, size_t node) {
  unsigned depth = 0;
  for (; nodes[node].parent != 0; node = nodes[node].parent) ++depth;
  return depth;
}

using Lengths = std::array<unsigned, number_symbols>;

// A single symbol has a word as well.
Lengths lengths_in(const std::vector<Node>& nodes) {
  const bool is_single = nodes.size() == number_symbols;
  Lengths lengths{};
  for (size_t symbol = 0; symbol < number_symbols; ++symbol)
    if (nodes[symbol].count != 0) lengths[symbol] = is_single ? 1 : depth(nodes, symbol);
  return lengths;
}

unsigned longest(const Lengths& lengths) {
  unsigned longest = 0;
  for (unsigned length : lengths) longest = std::max(longest, length);
  return longest;
}

}  // namespace

void NumberCounts::add(int64_t number) { ++counts_[split(number).symbol]; }

// Words get too long if counts are very uneven; halving them, but never to 0, evens them out.
WordLengths NumberCounts::word_lengths() const {
  Counts counts = counts_;
  Lengths lengths = lengths_in(make_tree(counts));
  while (longest(lengths) > max_word_length) {
    for (uint64_t& count : counts) count = (count + 1) / 2;
    lengths = lengths_in(make_tree(counts));
  }
  WordLengths packed{};
  for (unsigned symbol = 0; symbol < number_symbols; ++symbol)
    packed[symbol / 2] = static_cast<uint8_t>(packed[symbol / 2] | lengths[symbol] << (symbol % 2 * 4));
  return packed;
}

NumberWords::NumberWords(const WordLengths& lengths) {
  unsigned word = 0;
  for (unsigned length = 1; length <= max_word_length; ++length, word *= 2) {
    for (unsigned symbol = 0; symbol < number_symbols; ++symbol) {
      if ((lengths[symbol / 2] >> (symbol % 2 * 4) & 15) != length) continue;
      lengths_[symbol] = static_cast<uint8_t>(length);
      words_[symbol] = static_cast<uint16_t>(word++);
    }
  }
}

void NumberWords::write(int64_t number, BitWriter& bits) const {
  const Parts parts = split(number);
  assert(lengths_[parts.symbol] != 0);
  bits.write(words_[parts.symbol], lengths_[parts.symbol]);
  bits.write(parts.rest, parts.bits);
}

}  // namespace wasmc
