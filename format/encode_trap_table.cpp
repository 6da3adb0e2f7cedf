#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

#include "format/layout.h"
#include "format/trap_codes.h"
#include "format/trap_table.h"

namespace wasmc {

namespace {

using Sites = std::span<const TrapSite>;

// Distances are multiples of what all code offsets are multiples of.
unsigned unit_log2(Sites sites) {
  uint32_t offsets = uint32_t{1} << max_trap_unit_log2;
  for (const TrapSite& site : sites) offsets |= site.code_offset;
  return static_cast<unsigned>(std::countr_zero(offsets));
}

uint8_t most_frequent_kind(Sites sites) {
  std::array<size_t, 256> counts{};
  for (const TrapSite& site : sites) ++counts[site.code];
  return static_cast<uint8_t>(std::ranges::max_element(counts) - counts.begin());
}

// What all blocks are written with.
struct Manner {
  unsigned unit_log2;
  uint8_t common_kind;
};

// Tells the sink all numbers of a block in their order, those of distances and positions with their contexts.
template <typename Sink>
void spell_block(Sites block, const Manner& manner, Sink& sink) {
  sink.begin(block[0]);
  int64_t position = 0;
  for (size_t i = 1; i < block.size(); ++i) {
    const TrapSite& site = block[i];
    const TrapSite& previous = block[i - 1];
    assert(previous.code_offset < site.code_offset);
    if (site.code != previous.code) {
      sink.position(trap_context(position, previous.code == manner.common_kind), no_number);
      sink.kind(site.code);
    }
    const bool is_common = site.code == manner.common_kind;
    const unsigned before = trap_context(position, is_common);
    position = static_cast<int32_t>(site.wasm_offset - previous.wasm_offset);
    sink.position(before, position);
    sink.distance(trap_context(position, is_common), (site.code_offset - previous.code_offset) >> manner.unit_log2);
  }
}

template <typename Visit>
void for_each_block(Sites sites, Visit visit) {
  for (size_t first = 0; first < sites.size(); first += trap_sites_per_block)
    visit(sites.subspan(first, std::min(trap_sites_per_block, sites.size() - first)));
}

struct Counter {
  NumberCounts kinds;
  TrapCounts positions;
  TrapCounts distances;

  void begin(const TrapSite&) {}
  void kind(uint8_t code) { kinds.add(code); }
  void position(unsigned context, int64_t number) { positions[context].add(number); }
  void distance(unsigned context, int64_t number) { distances[context].add(number); }
};

struct Codes {
  explicit Codes(const Counter& counter)
      : kinds(counter.kinds.word_lengths()), positions(counter.positions), distances(counter.distances) {}

  [[nodiscard]] std::vector<uint8_t> bytes() const {
    BitWriter bits;
    write_lengths(kinds, bits);
    positions.write_codes(bits);
    distances.write_codes(bits);
    return bits.bytes();
  }

  WordLengths kinds;
  TrapWords positions;
  TrapWords distances;
};

struct Writer {
  const Codes& codes;
  NumberWords kinds{codes.kinds};
  BitWriter bits{};

  void begin(const TrapSite& site) {
    bits.pad();
    bits.write(site.code, 8);
    bits.write(site.wasm_offset, 32);
  }
  void kind(uint8_t code) { kinds.write(code, bits); }
  void position(unsigned context, int64_t number) { codes.positions.write(context, number, bits); }
  void distance(unsigned context, int64_t number) { codes.distances.write(context, number, bits); }
};

template <typename T>
void append(std::vector<uint8_t>& bytes, const T& record) {
  const auto* begin = reinterpret_cast<const uint8_t*>(&record);
  bytes.insert(bytes.end(), begin, begin + sizeof(T));
}

}  // namespace

std::vector<uint8_t> encode_trap_table(std::span<const TrapSite> sites) {
  if (sites.empty()) return {};
  const Manner manner{unit_log2(sites), most_frequent_kind(sites)};
  Counter counter;
  for_each_block(sites, [&](Sites block) { spell_block(block, manner, counter); });
  const Codes codes(counter);

  std::vector<uint8_t> table;
  append(table, TrapTableHead{.count = static_cast<uint32_t>(sites.size()),
                              .unit_log2 = static_cast<uint8_t>(manner.unit_log2),
                              .common_kind = manner.common_kind,
                              .reserved = {}});
  const std::vector<uint8_t> code_bytes = codes.bytes();
  table.insert(table.end(), code_bytes.begin(), code_bytes.end());
  Writer writer{codes};
  for_each_block(sites, [&](Sites block) {
    append(table, TrapBlock{block[0].code_offset, static_cast<uint32_t>(writer.bits.bytes().size())});
    spell_block(block, manner, writer);
  });
  table.insert(table.end(), writer.bits.bytes().begin(), writer.bits.bytes().end());
  return table;
}

}  // namespace wasmc
