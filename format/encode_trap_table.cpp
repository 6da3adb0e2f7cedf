#include <algorithm>
#include <bit>
#include <cassert>

#include "format/layout.h"
#include "format/number_code.h"
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

// Tells the sink all numbers of a block in their order: begin(site), distance(n), kind(n), position(n).
template <typename Sink>
void spell_block(Sites block, unsigned unit, Sink& sink) {
  sink.begin(block[0]);
  for (size_t i = 1; i < block.size(); ++i) {
    const TrapSite& site = block[i];
    const TrapSite& previous = block[i - 1];
    assert(previous.code_offset < site.code_offset);
    if (site.code != previous.code) {
      sink.distance(0);
      sink.kind(site.code);
    }
    sink.distance((site.code_offset - previous.code_offset) >> unit);
    sink.position(static_cast<int32_t>(site.wasm_offset - previous.wasm_offset));
  }
}

template <typename Visit>
void for_each_block(Sites sites, Visit visit) {
  for (size_t first = 0; first < sites.size(); first += trap_sites_per_block)
    visit(sites.subspan(first, std::min(trap_sites_per_block, sites.size() - first)));
}

struct Counter {
  NumberCounts distances;
  NumberCounts positions;

  void begin(const TrapSite&) {}
  void kind(uint8_t) {}
  void distance(int64_t number) { distances.add(number); }
  void position(int64_t number) { positions.add(number); }
};

struct Writer {
  NumberWords distances;
  NumberWords positions;
  BitWriter bits;

  void begin(const TrapSite& site) {
    bits.pad();
    kind(site.code);
    bits.write(site.wasm_offset, 32);
  }
  void kind(uint8_t code) { bits.write(code, 8); }
  void distance(int64_t number) { distances.write(number, bits); }
  void position(int64_t number) { positions.write(number, bits); }
};

template <typename T>
void append(std::vector<uint8_t>& bytes, const T& record) {
  const auto* begin = reinterpret_cast<const uint8_t*>(&record);
  bytes.insert(bytes.end(), begin, begin + sizeof(T));
}

}  // namespace

std::vector<uint8_t> encode_trap_table(std::span<const TrapSite> sites) {
  if (sites.empty()) return {};
  const unsigned unit = unit_log2(sites);
  Counter counter;
  for_each_block(sites, [&](Sites block) { spell_block(block, unit, counter); });
  const WordLengths distances = counter.distances.word_lengths();
  const WordLengths positions = counter.positions.word_lengths();

  TrapTableHead head{};
  head.count = static_cast<uint32_t>(sites.size());
  head.unit_log2 = static_cast<uint8_t>(unit);
  std::copy(distances.begin(), distances.end(), head.distance_words);
  std::copy(positions.begin(), positions.end(), head.position_words);
  std::vector<uint8_t> table;
  append(table, head);
  Writer writer{NumberWords(distances), NumberWords(positions), {}};
  for_each_block(sites, [&](Sites block) {
    append(table, TrapBlock{block[0].code_offset, static_cast<uint32_t>(writer.bits.bytes().size())});
    spell_block(block, unit, writer);
  });
  table.insert(table.end(), writer.bits.bytes().begin(), writer.bits.bytes().end());
  return table;
}

}  // namespace wasmc
