// The table's bytes; empty if there are no sites:
//
//   ule32 count
//   BlockIndex for each block of 128 sites (the last may have fewer)
//   the blocks, side by side, in order
//
// A block is a sequence of sites. A site is
//
//   LEB128  (code offset - previous code offset) * 2 + (1 if the kind differs from the previous one's)
//   byte    the kind, if it differs
//   SLEB128 wasm offset - previous wasm offset, modulo 2^32, as an i32
//
// The site before a block's first one is (the index's code offset, wasm offset 0, kind 0).
#include "format/trap_table.h"

#include <algorithm>
#include <cassert>
#include <string>

#include "format/base/bytes.h"
#include "format/base/leb128.h"

namespace wasmc {

namespace {

constexpr size_t sites_per_block = 128;

struct BlockIndex {
  ule32 code_offset;   // of the first site
  ule32 block_offset;  // from the first block
};
static_assert(sizeof(BlockIndex) == 8);

// The table's three parts.
struct Parts {
  uint32_t count = 0;
  std::span<const BlockIndex> index;
  std::span<const uint8_t> blocks;

  [[nodiscard]] size_t sites_in_block(size_t block) const {
    return std::min<size_t>(sites_per_block, count - block * sites_per_block);
  }
  // Empty if the index points past the end.
  [[nodiscard]] std::span<const uint8_t> from_block(size_t block) const {
    const size_t offset = index[block].block_offset;
    return offset < blocks.size() ? blocks.subspan(offset) : std::span<const uint8_t>{};
  }
};

// No parts if the table is too short for its index.
std::optional<Parts> split(std::span<const uint8_t> table) {
  if (table.size() < sizeof(ule32)) return std::nullopt;
  const uint32_t count = *reinterpret_cast<const ule32*>(table.data());
  const auto rest = table.subspan(sizeof(ule32));
  const size_t index_length = (size_t{count} + sites_per_block - 1) / sites_per_block;
  if (rest.size() / sizeof(BlockIndex) < index_length) return std::nullopt;
  const auto* index = reinterpret_cast<const BlockIndex*>(rest.data());
  return Parts{count, {index, index_length}, rest.subspan(index_length * sizeof(BlockIndex))};
}

// Reads the sites of one block, one after the other. The bytes may go on beyond the block.
class BlockReader {
 public:
  BlockReader(std::span<const uint8_t> bytes, uint32_t first_code_offset)
      : at_(bytes.data()), end_(bytes.data() + bytes.size()), site_{.code_offset = first_code_offset} {}

  // Nothing if the bytes end or are not a site.
  std::optional<TrapSite> next() {
    const auto code_delta = take<uint64_t, 33>();
    if (!code_delta) return std::nullopt;
    const uint64_t code_offset = site_.code_offset + (*code_delta >> 1);
    if (code_offset > UINT32_MAX) return std::nullopt;
    site_.code_offset = static_cast<uint32_t>(code_offset);
    if ((*code_delta & 1) != 0) {
      if (at_ == end_) return std::nullopt;
      site_.code = *at_++;
    }
    const auto wasm_delta = take<int32_t, 32>();
    if (!wasm_delta) return std::nullopt;
    site_.wasm_offset += static_cast<uint32_t>(*wasm_delta);
    return site_;
  }
  [[nodiscard]] const uint8_t* position() const { return at_; }

 private:
  template <typename T, unsigned Bits>
  std::optional<T> take() {
    const LebResult<T> result = read_leb128<T, Bits>(at_, end_);
    if (result.error != LebError::none) return std::nullopt;
    at_ += result.length;
    return result.value;
  }

  const uint8_t* at_;
  const uint8_t* end_;
  TrapSite site_;
};

void append_site(std::vector<uint8_t>& blocks, const TrapSite& site, const TrapSite& previous) {
  const bool other_code = site.code != previous.code;
  append_leb128(blocks, uint64_t{site.code_offset - previous.code_offset} * 2 + (other_code ? 1 : 0));
  if (other_code) blocks.push_back(site.code);
  append_leb128(blocks, static_cast<int32_t>(site.wasm_offset - previous.wasm_offset));
}

void append_integer(std::vector<uint8_t>& bytes, uint32_t value) {
  for (unsigned shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<uint8_t>(value >> shift));
}

Error wrong(const char* message, size_t site) { return Error{"site " + std::to_string(site) + ": " + message}; }

Error too_short() { return Error{"the table is shorter than its index, or has no sites"}; }

// A table under examination: what has been read of it, in order.
struct Progress {
  const Parts& parts;
  const uint8_t* block_end;  // of the block before
  std::optional<TrapSite> last;
};

// Calls visit with each site of the block, having checked all that does not depend on the code.
template <typename Visit>
Status visit_block(Progress& progress, size_t block, Visit visit) {
  const BlockIndex& index = progress.parts.index[block];
  const size_t first = block * sites_per_block;
  const auto bytes = progress.parts.from_block(block);
  if (bytes.data() != progress.block_end) return wrong("its block is not where the one before ends", first);
  BlockReader reader(bytes, index.code_offset);
  for (size_t i = 0; i < progress.parts.sites_in_block(block); ++i) {
    const std::optional<TrapSite> site = reader.next();
    if (!site) return wrong("damaged or cut off", first + i);
    if (i == 0 && site->code_offset != index.code_offset) return wrong("not where the index says", first);
    if (progress.last && site->code_offset <= progress.last->code_offset) return wrong("out of order", first + i);
    TRY(visit(*site, first + i));
    progress.last = site;
  }
  progress.block_end = reader.position();
  return {};
}

template <typename Visit>
Status visit_sites(std::span<const uint8_t> table, Visit visit) {
  if (table.empty()) return {};
  const std::optional<Parts> parts = split(table);
  if (!parts || parts->count == 0) return too_short();
  Progress progress{.parts = *parts, .block_end = parts->blocks.data(), .last = std::nullopt};
  for (size_t block = 0; block < parts->index.size(); ++block) TRY(visit_block(progress, block, visit));
  if (progress.block_end != table.data() + table.size()) return Error{"trailing bytes after the last site"};
  return {};
}

}  // namespace

std::vector<uint8_t> encode_trap_table(std::span<const TrapSite> sites) {
  std::vector<uint8_t> table;
  if (sites.empty()) return table;
  append_integer(table, static_cast<uint32_t>(sites.size()));
  std::vector<uint8_t> blocks;
  TrapSite previous;
  for (size_t i = 0; i < sites.size(); ++i) {
    assert(i == 0 || sites[i - 1].code_offset < sites[i].code_offset);
    if (i % sites_per_block == 0) {
      append_integer(table, sites[i].code_offset);
      append_integer(table, static_cast<uint32_t>(blocks.size()));
      previous = {.code_offset = sites[i].code_offset};
    }
    append_site(blocks, sites[i], previous);
    previous = sites[i];
  }
  table.insert(table.end(), blocks.begin(), blocks.end());
  return table;
}

Status check_trap_index(std::span<const uint8_t> table, uint64_t code_size) {
  if (table.empty()) return {};
  const std::optional<Parts> parts = split(table);
  if (!parts || parts->count == 0) return too_short();
  for (size_t block = 0; block < parts->index.size(); ++block) {
    const BlockIndex& index = parts->index[block];
    const size_t first = block * sites_per_block;
    if (index.code_offset >= code_size) return wrong("beyond the end of the code", first);
    if (index.block_offset >= parts->blocks.size()) return wrong("its block is not in the table", first);
    if (block == 0) continue;
    const BlockIndex& before = parts->index[block - 1];
    if (index.code_offset <= before.code_offset || index.block_offset <= before.block_offset)
      return wrong("out of order", first);
  }
  return {};
}

Status check_trap_table(std::span<const uint8_t> table, uint64_t code_size) {
  return visit_sites(table, [&](const TrapSite& site, size_t i) -> Status {
    if (site.code_offset >= code_size) return wrong("beyond the end of the code", i);
    return {};
  });
}

std::optional<TrapSite> find_trap_site(std::span<const uint8_t> table, uint32_t code_offset) {
  const std::optional<Parts> parts = split(table);
  if (!parts) return std::nullopt;
  const auto begins_after = [](uint32_t offset, const BlockIndex& index) { return offset < index.code_offset; };
  const auto after = std::upper_bound(parts->index.begin(), parts->index.end(), code_offset, begins_after);
  if (after == parts->index.begin()) return std::nullopt;
  const auto block = static_cast<size_t>(after - parts->index.begin()) - 1;
  BlockReader reader(parts->from_block(block), parts->index[block].code_offset);
  for (size_t i = parts->sites_in_block(block); i > 0; --i) {
    const std::optional<TrapSite> site = reader.next();
    if (!site || site->code_offset > code_offset) return std::nullopt;
    if (site->code_offset == code_offset) return site;
  }
  return std::nullopt;
}

Result<std::vector<TrapSite>> decode_trap_table(std::span<const uint8_t> table) {
  std::vector<TrapSite> sites;
  TRY(visit_sites(table, [&](const TrapSite& site, size_t) -> Status {
    sites.push_back(site);
    return {};
  }));
  return sites;
}

}  // namespace wasmc
