#include "tests/fuzz/artifact_parts.h"

#include <algorithm>
#include <cstring>

#include "format/artifact_file.h"
#include "format/checksum.h"
#include "format/compress.h"
#include "format/front.h"
#include "format/records.h"
#include "format/signature.h"
#include "tests/unit/sample_artifact.h"

namespace wasmc {

namespace {

// Of each section: the size of its records.
size_t record_size(uint32_t id) {
  switch (static_cast<SectionId>(id)) {
#define SECTION(number, name, element, text) \
  case SectionId::name: return sizeof(element);
#define PACKED_SECTION(number, name, element, text) \
  case SectionId::name: return 1;
#include "format/sections.def"
#undef SECTION
  }
  return 1;
}

bool is_compressed(const ArtifactPart& part) {
  return part.entry.compression == static_cast<uint32_t>(Compression::zstd);
}

// How a part is stored. A compressed one that doesn't shrink any more is stored raw.
ByteVector stored(const ArtifactPart& part, SectionEntry& entry) {
  if (!is_compressed(part)) return part.raw;
  ByteVector frame = part.frame.empty() ? compress(part.raw, 1) : part.frame;
  if (!frame.empty()) return frame;
  entry.compression = static_cast<uint32_t>(Compression::none);
  return part.raw;
}

size_t pick(Random& random, size_t count) { return static_cast<size_t>(random() % count); }

// What deceives: ends of ranges, and what lies next to what was there.
uint64_t odd_value(uint64_t old, Random& random) {
  switch (pick(random, 9)) {
    case 0: return 0;
    case 1: return ~uint64_t{0};
    case 2: return old + 1;
    case 3: return old - 1;
    case 4: return uint64_t{1} << pick(random, 64);
    case 5: return old ^ uint64_t{1} << pick(random, 64);
    case 6: return 0x7fffffff + pick(random, 3);
    case 7: return random() % 64;
    default: return random() >> pick(random, 64);
  }
}

// An integer of 1, 2, 4 or 8 bytes somewhere in the bytes, at a multiple of its size.
void change_integer(std::span<uint8_t> bytes, Random& random) {
  const size_t size = std::min<size_t>(size_t{1} << pick(random, 4), bytes.size());
  const size_t at = pick(random, bytes.size() / size) * size;
  uint64_t value = 0;
  std::memcpy(&value, &bytes[at], size);
  value = odd_value(value, random);
  std::memcpy(&bytes[at], &value, size);
}

// A field of a record gets an odd value, or that of the same field of another record.
void change_record(ByteVector& raw, size_t size, Random& random) {
  const size_t count = raw.size() / size;
  if (count == 0) return;
  const size_t record = pick(random, count) * size;
  if (size < 4) return change_integer(raw, random);
  const size_t field = pick(random, size / 4) * 4;
  if (pick(random, 4) == 0) {
    std::memcpy(&raw[record + field], &raw[pick(random, count) * size + field], 4);
  } else {
    change_integer(std::span(raw).subspan(record + field, 4), random);
  }
}

void resize(ByteVector& raw, size_t size, Random& random) {
  const size_t unit = pick(random, 4) == 0 ? 1 : size;
  const size_t change = unit * (1 + pick(random, 3));
  if (pick(random, 2) == 0 && raw.size() > change) {
    raw.resize(raw.size() - change);
  } else {
    const size_t from = raw.size() > change ? pick(random, raw.size() - change) : 0;
    const ByteVector piece(raw.begin() + static_cast<ptrdiff_t>(from),
                           raw.begin() + static_cast<ptrdiff_t>(std::min(from + change, raw.size())));
    raw.insert(raw.end(), piece.begin(), piece.end());
  }
}

void swap_records(ByteVector& raw, size_t size, Random& random) {
  const size_t count = raw.size() / size;
  if (count < 2) return;
  const size_t a = pick(random, count) * size;
  const size_t b = pick(random, count) * size;
  if (a != b) std::swap_ranges(&raw[a], &raw[a] + size, &raw[b]);
}

void damage_section(ArtifactPart& part, Random& random) {
  const size_t size = record_size(part.entry.id);
  switch (pick(random, 8)) {
    case 0: resize(part.raw, size, random); break;
    case 1: swap_records(part.raw, size, random); break;
    default: change_record(part.raw, size, random); break;
  }
  part.frame.clear();
}

// Those of all sections but code and data, where nothing can be wrong, most of the time.
size_t choose_part(const ArtifactParts& parts, Random& random) {
  for (int tries = 0; tries < 4; ++tries) {
    const size_t n = pick(random, parts.parts.size());
    if (record_size(parts.parts[n].entry.id) > 1 || parts.parts[n].raw.size() < 4096 || pick(random, 16) == 0) return n;
  }
  return pick(random, parts.parts.size());
}

void damage_header(FileHeader& header, Random& random) {
  constexpr size_t first = offsetof(FileHeader, abi);
  change_integer(std::span(reinterpret_cast<uint8_t*>(&header), sizeof(header)).subspan(first), random);
}

void damage_frame(ArtifactPart& part, Random& random) {
  if (!part.frame.empty()) change_integer(part.frame, random);
}

void damage_table(ArtifactParts& parts, Random& random) {
  const size_t n = pick(random, parts.parts.size());
  switch (pick(random, 4)) {
    case 0: parts.parts.erase(parts.parts.begin() + static_cast<ptrdiff_t>(n)); break;
    case 1: parts.parts.push_back(parts.parts[n]); break;
    case 2: parts.parts[n].entry.id = static_cast<uint32_t>(random() % (section_kinds + 2)); break;
    default: std::swap(parts.parts[n].entry, parts.parts[pick(random, parts.parts.size())].entry); break;
  }
}

}  // namespace

std::optional<ArtifactParts> take_apart(std::span<const uint8_t> bytes) {
  const auto file = ArtifactFile::open(bytes);
  if (!file) return std::nullopt;
  const FileFront front = *read_front(bytes);
  ArtifactParts parts{.header = *front.header, .parts = {}, .signature = {}};
  for (size_t i = 0; i < front.table.size(); ++i) {
    const SectionInfo& section = file->sections()[i];
    ArtifactPart part{.entry = front.table[i], .raw = ByteVector(section.raw_size), .frame = {}};
    if (!file->read(section, part.raw.data())) return std::nullopt;
    const auto frame = file->stored(section);
    if (section.compressed) part.frame.assign(frame.begin(), frame.end());
    parts.parts.push_back(std::move(part));
  }
  if (front.header->signature_offset != 0) {
    const auto signature = bytes.subspan(front.header->signature_offset);
    parts.signature.assign(signature.begin(), signature.end());
  }
  return parts;
}

ByteVector put_together(const ArtifactParts& parts) {
  ByteVector bytes(sections_begin(parts.parts.size()));
  std::vector<SectionEntry> table;
  for (const ArtifactPart& part : parts.parts) {
    SectionEntry entry = part.entry;
    const ByteVector contents = stored(part, entry);
    const uint64_t alignment = is_section_alignment(entry.alignment) ? uint32_t{entry.alignment} : 1;
    bytes.resize(align_up(bytes.size(), alignment));
    entry.file_offset = bytes.size();
    entry.stored_size = contents.size();
    entry.raw_size = part.raw.size();
    entry.checksum = checksum(contents);
    bytes.insert(bytes.end(), contents.begin(), contents.end());
    bytes.resize(align_up(bytes.size(), alignment));
    table.push_back(entry);
  }
  FileHeader header = parts.header;
  header.section_count = static_cast<uint32_t>(table.size());
  header.signature_offset = parts.signature.empty() ? 0 : bytes.size();
  bytes.insert(bytes.end(), parts.signature.begin(), parts.signature.end());
  header.file_length = bytes.size();
  std::memcpy(bytes.data(), &header, sizeof(header));
  if (!table.empty()) std::memcpy(&bytes[sizeof(header)], table.data(), table.size() * sizeof(SectionEntry));
  update_front_checksum(bytes);
  return bytes;
}

void damage(ArtifactParts& parts, Random& random) {
  const size_t kind = pick(random, 16);
  if (kind == 0 || parts.parts.empty()) return damage_header(parts.header, random);
  if (kind == 1) return damage_table(parts, random);
  ArtifactPart& part = parts.parts[choose_part(parts, random)];
  if (kind == 2) return damage_frame(part, random);
  damage_section(part, random);
}

void damage_whole(ByteVector& bytes, Random& random) {
  const uint32_t count = reinterpret_cast<const FileHeader*>(bytes.data())->section_count;
  const size_t begin = offsetof(FileHeader, abi);
  if (count <= section_kinds && bytes.size() >= table_end(count))
    change_integer(std::span(bytes).subspan(begin, table_end(count) - begin), random);
  repair_checksums(bytes);
}

ByteVector mutate(const ArtifactParts& parts, Random& random) {
  ArtifactParts changed = parts;
  for (size_t n = 1 + pick(random, 3); n > 0; --n) damage(changed, random);
  ByteVector bytes = put_together(changed);
  if (pick(random, 8) == 0) damage_whole(bytes, random);
  return bytes;
}

}  // namespace wasmc
