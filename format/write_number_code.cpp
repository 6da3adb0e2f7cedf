#include <algorithm>
#include <bit>
#include <cassert>
#include <functional>
#include <queue>
#include <utility>
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
  if (number == no_number) return {number_symbols - 1};
  if (number >= 0 && number < 32) return {static_cast<unsigned>(number)};
  const auto distance = static_cast<uint64_t>(number < 0 ? -number : number);
  const auto highest = static_cast<unsigned>(std::bit_width(distance)) - 1;
  assert(highest < 32);
  return {.symbol = (number < 0 ? 59 : 27) + highest,
          .bits = highest,
          .rest = static_cast<uint32_t>(distance - (uint64_t{1} << highest))};
}

// A tree of words: the parents of its nodes, the symbols' first; 0 for those that have none yet.
using Tree = std::vector<size_t>;

using Counts = std::array<uint64_t, number_symbols>;

// Huffman's: the two rarest without a parent get one, until there is one left. Of equally rare ones the first.
Tree make_tree(const Counts& counts) {
  Tree parents;
  using Rank = std::pair<uint64_t, size_t>;  // count, node
  std::priority_queue<Rank, std::vector<Rank>, std::greater<>> roots;
  for (uint64_t count : counts) {
    if (count != 0) roots.push({count, parents.size()});
    parents.push_back(0);
  }
  while (roots.size() > 1) {
    const Rank a = roots.top();
    roots.pop();
    const Rank b = roots.top();
    roots.pop();
    parents[a.second] = parents[b.second] = parents.size();
    roots.push({a.first + b.first, parents.size()});
    parents.push_back(0);
  }
  return parents;
}

unsigned depth(const Tree& parents, size_t node) {
  unsigned depth = 0;
  for (; parents[node] != 0; node = parents[node]) ++depth;
  return depth;
}

// A single symbol has a word as well.
WordLengths lengths_in(const Tree& tree, const Counts& counts) {
  const bool is_single = tree.size() == number_symbols;
  WordLengths lengths{};
  for (size_t symbol = 0; symbol < number_symbols; ++symbol) {
    if (counts[symbol] != 0) lengths[symbol] = static_cast<uint8_t>(is_single ? 1 : depth(tree, symbol));
  }
  return lengths;
}

}  // namespace

void NumberCounts::add(int64_t number) { ++counts_[split(number).symbol]; }

void NumberCounts::add(const NumberCounts& other) {
  for (size_t symbol = 0; symbol < number_symbols; ++symbol) counts_[symbol] += other.counts_[symbol];
}

// Words get too long if counts are very uneven; halving them, but never to 0, evens them out.
WordLengths NumberCounts::word_lengths() const {
  Counts counts = counts_;
  WordLengths lengths = lengths_in(make_tree(counts), counts);
  while (*std::ranges::max_element(lengths) > max_word_length) {
    for (uint64_t& count : counts) count = (count + 1) / 2;
    lengths = lengths_in(make_tree(counts), counts);
  }
  return lengths;
}

uint64_t NumberCounts::size() const {
  if (std::ranges::all_of(counts_, [](uint64_t count) { return count == 0; })) return 0;
  const WordLengths lengths = word_lengths();
  BitWriter bits;
  write_lengths(lengths, bits);
  uint64_t size = bits.bytes().size() * 8;
  for (size_t symbol = 0; symbol < number_symbols; ++symbol) size += counts_[symbol] * lengths[symbol];
  return size;
}

void write_lengths(const WordLengths& lengths, BitWriter& bits) {
  for (unsigned symbol = 0; symbol < number_symbols; ++symbol) {
    bits.write(lengths[symbol], 4);
    if (lengths[symbol] != 0) continue;
    unsigned more = 0;
    while (more < 15 && symbol + more + 1 < number_symbols && lengths[symbol + more + 1] == 0) ++more;
    bits.write(more, 4);
    symbol += more;
  }
}

NumberWords::NumberWords(const WordLengths& lengths) {
  unsigned word = 0;
  for (unsigned length = 1; length <= max_word_length; ++length, word *= 2) {
    for (unsigned symbol = 0; symbol < number_symbols; ++symbol) {
      if (lengths[symbol] != length) continue;
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
