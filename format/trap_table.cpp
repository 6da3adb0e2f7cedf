#include "format/trap_table.h"

#include <algorithm>
#include <string>

#include "format/layout.h"
#include "format/trap_codes.h"

namespace wasmc {

namespace {

// The table's parts (spec/cwasm.md).
struct Parts {
  uint32_t count = 0;
  unsigned unit_log2 = 0;
  uint8_t common_kind = 0;
  NumberCode kinds;
  TrapCodes positions;
  TrapCodes distances;
  std::span<const TrapBlock> index;
  std::span<const uint8_t> blocks;

  [[nodiscard]] size_t sites_in_block(size_t block) const {
    return std::min<size_t>(trap_sites_per_block, count - block * trap_sites_per_block);
  }
  // Empty if the index points past the end.
  [[nodiscard]] std::span<const uint8_t> from_block(size_t block) const {
    const size_t offset = index[block].block_offset;
    return offset < blocks.size() ? blocks.subspan(offset) : std::span<const uint8_t>{};
  }
};

bool read_head(const TrapTableHead& head, Parts& parts) {
  parts.count = head.count;
  parts.unit_log2 = head.unit_log2;
  parts.common_kind = head.common_kind;
  return head.count != 0 && head.unit_log2 <= max_trap_unit_log2 && head.reserved[0] == 0 && head.reserved[1] == 0;
}

// The bytes that they take; none if they are damaged.
std::optional<size_t> read_codes(std::span<const uint8_t> bytes, Parts& parts) {
  BitReader bits(bytes);
  const std::optional<NumberCode> kinds = NumberCode::read_code(bits);
  if (!kinds || !parts.positions.read_codes(bits) || !parts.distances.read_codes(bits) || !bits.padding_is_zero())
    return std::nullopt;
  parts.kinds = *kinds;
  return bits.bytes_read();
}

// False if head or codes are damaged, or the table too short for its index. Filled in place: the stack may be small.
bool split(std::span<const uint8_t> table, Parts& parts) {
  if (table.size() < sizeof(TrapTableHead)) return false;
  if (!read_head(*reinterpret_cast<const TrapTableHead*>(table.data()), parts)) return false;
  const auto behind_head = table.subspan(sizeof(TrapTableHead));
  const std::optional<size_t> codes = read_codes(behind_head, parts);
  if (!codes) return false;
  const auto rest = behind_head.subspan(*codes);
  const size_t blocks = (size_t{parts.count} + trap_sites_per_block - 1) / trap_sites_per_block;
  if (rest.size() / sizeof(TrapBlock) < blocks) return false;
  parts.index = {reinterpret_cast<const TrapBlock*>(rest.data()), blocks};
  parts.blocks = rest.subspan(blocks * sizeof(TrapBlock));
  return true;
}

// Reads the sites of one block, one after the other. The bytes may go on beyond the block.
class BlockReader {
 public:
  BlockReader(const Parts& parts, size_t block)
      : parts_(parts), bits_(parts.from_block(block)), code_offset_(parts.index[block].code_offset) {}

  // Nothing if the bytes end or are not a site.
  std::optional<TrapSite> next() {
    if (!(is_first_ ? read_first() : read_next())) return std::nullopt;
    is_first_ = false;
    return TrapSite{static_cast<uint32_t>(code_offset_), wasm_offset_, kind_};
  }
  [[nodiscard]] const BitReader& bits() const { return bits_; }

 private:
  bool read_first() {
    const std::optional<uint32_t> kind = bits_.read(8);
    const std::optional<uint32_t> position = bits_.read(32);
    if (!kind || !position) return false;
    kind_ = static_cast<uint8_t>(*kind);
    wasm_offset_ = *position;
    return true;
  }

  bool read_next() {
    std::optional<int64_t> position = read_position();
    if (position == no_number) {
      if (!read_kind()) return false;
      position = read_position();
    }
    if (!position || *position == no_number) return false;
    position_ = *position;
    wasm_offset_ += static_cast<uint32_t>(position_);
    const std::optional<int64_t> distance = parts_.distances.in(context()).read(bits_);
    if (!distance || *distance <= 0) return false;
    code_offset_ += static_cast<uint64_t>(*distance) << parts_.unit_log2;
    return code_offset_ <= UINT32_MAX;
  }

  std::optional<int64_t> read_position() { return parts_.positions.in(context()).read(bits_); }

  bool read_kind() {
    const std::optional<int64_t> kind = parts_.kinds.read(bits_);
    if (!kind || *kind < 0 || *kind > UINT8_MAX) return false;
    kind_ = static_cast<uint8_t>(*kind);
    return true;
  }

  [[nodiscard]] unsigned context() const { return trap_context(position_, kind_ == parts_.common_kind); }

  const Parts& parts_;
  BitReader bits_;
  bool is_first_ = true;
  uint64_t code_offset_;
  uint32_t wasm_offset_ = 0;
  int64_t position_ = 0;  // distance that was read last
  uint8_t kind_ = 0;
};

Error wrong(const char* message, size_t site) { return Error{"site " + std::to_string(site) + ": " + message}; }

Error bad_head() { return Error{"the table's head or codes are damaged, or it is shorter than its index"}; }

// A table under examination: what has been read of it, in order.
struct Progress {
  const Parts& parts;
  const uint8_t* block_end;  // of the block before
  uint32_t last = 0;         // site's code offset
};

// Calls visit with each site of the block, having checked all that does not depend on the code.
template <typename Visit>
Status visit_block(Progress& progress, size_t block, Visit visit) {
  const size_t first = block * trap_sites_per_block;
  const auto bytes = progress.parts.from_block(block);
  if (bytes.data() != progress.block_end) return wrong("its block is not where the one before ends", first);
  if (block > 0 && progress.parts.index[block].code_offset <= progress.last) return wrong("out of order", first);
  BlockReader reader(progress.parts, block);
  for (size_t i = 0; i < progress.parts.sites_in_block(block); ++i) {
    const std::optional<TrapSite> site = reader.next();
    if (!site) return wrong("damaged or cut off", first + i);
    TRY(visit(*site, first + i));
    progress.last = site->code_offset;
  }
  if (!reader.bits().padding_is_zero()) return wrong("padding is not zero behind its block", first);
  progress.block_end = bytes.data() + reader.bits().bytes_read();
  return {};
}

template <typename Visit>
Status visit_sites(std::span<const uint8_t> table, Visit visit) {
  if (table.empty()) return {};
  Parts parts;
  if (!split(table, parts)) return bad_head();
  Progress progress{.parts = parts, .block_end = parts.blocks.data()};
  for (size_t block = 0; block < parts.index.size(); ++block) TRY(visit_block(progress, block, visit));
  if (progress.block_end != table.data() + table.size()) return Error{"trailing bytes after the last site"};
  return {};
}

}  // namespace

Status check_trap_index(std::span<const uint8_t> table, uint64_t code_size) {
  if (table.empty()) return {};
  Parts parts;
  if (!split(table, parts)) return bad_head();
  for (size_t block = 0; block < parts.index.size(); ++block) {
    const TrapBlock& index = parts.index[block];
    const size_t first = block * trap_sites_per_block;
    if (index.code_offset >= code_size) return wrong("beyond the end of the code", first);
    if (index.block_offset >= parts.blocks.size()) return wrong("its block is not in the table", first);
    if (block == 0) continue;
    const TrapBlock& before = parts.index[block - 1];
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
  Parts parts;
  if (!split(table, parts)) return std::nullopt;
  const auto begins_after = [](uint32_t offset, const TrapBlock& index) { return offset < index.code_offset; };
  const auto after = std::upper_bound(parts.index.begin(), parts.index.end(), code_offset, begins_after);
  if (after == parts.index.begin()) return std::nullopt;
  const auto block = static_cast<size_t>(after - parts.index.begin()) - 1;
  BlockReader reader(parts, block);
  for (size_t i = parts.sites_in_block(block); i > 0; --i) {
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
