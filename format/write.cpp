#include "format/write.h"

#include <cassert>
#include <cstring>
#include <string>

#include "format/checksum.h"
#include "format/compress.h"
#include "format/layout.h"

namespace wasmc {

namespace {

struct StoredSection {
  SectionId id;
  std::span<const uint8_t> raw;
  std::vector<uint8_t> frame;  // empty if stored raw

  [[nodiscard]] std::span<const uint8_t> stored() const {
    return frame.empty() ? raw : std::span<const uint8_t>(frame);
  }
};

template <typename T>
std::span<const uint8_t> as_bytes(const std::vector<T>& records) {
  static_assert(alignof(T) == 1);
  return {reinterpret_cast<const uint8_t*>(records.data()), records.size() * sizeof(T)};
}

Status add_section(std::vector<StoredSection>& sections, SectionId id, std::span<const uint8_t> raw, int level) {
  if (raw.empty()) return {};
  if (raw.size() > max_section_size)
    return Error{std::string("section '") + to_string(id) +
                 "' is larger than 4 GiB, the most that an artifact can hold"};
  sections.push_back({id, raw, level == 0 ? std::vector<uint8_t>() : compress(raw, level)});
  return {};
}

Result<std::vector<StoredSection>> store_sections(const Artifact& artifact, int level) {
  std::vector<StoredSection> sections;
#define SECTION(id, name, element, text) TRY(add_section(sections, SectionId::name, as_bytes(artifact.name), level));
#include "format/sections.def"
#undef SECTION
  return sections;
}

uint64_t total_stored_size(std::span<const StoredSection> sections) {
  uint64_t size = 0;
  for (const StoredSection& section : sections) size += section.stored().size();
  return size;
}

// Readers refuse a file that expands to many times its size. One that would is stored raw as a whole: it is as rare
// as it is wasteful.
void limit_expansion(std::vector<StoredSection>& sections) {
  uint64_t raw_size = 0;
  for (const StoredSection& section : sections) raw_size += section.raw.size();
  if (raw_size <= max_total_raw_size(sections_begin(sections.size()) + total_stored_size(sections))) return;
  for (StoredSection& section : sections) section.frame.clear();
}

template <typename T>
void append(std::vector<uint8_t>& bytes, const T& record) {
  const auto* begin = reinterpret_cast<const uint8_t*>(&record);
  bytes.insert(bytes.end(), begin, begin + sizeof(T));
}

FileHeader make_header(const ArtifactHeader& facts, uint64_t file_length, size_t section_count) {
  FileHeader header{};
  std::memcpy(header.magic, artifact_magic.data(), artifact_magic.size());
  header.format_major = format_major;
  header.format_minor = format_minor;
  header.abi = facts.abi;
  header.architecture = static_cast<uint8_t>(facts.architecture);
  header.system = static_cast<uint8_t>(facts.system);
  header.memory_strategy = static_cast<uint8_t>(facts.memory_strategy);
  header.pointer_bytes = facts.pointer_bytes;
  header.start_function = facts.start_function;
  header.cpu_features = facts.cpu_features;
  std::memcpy(header.source_hash, facts.source_hash.data(), facts.source_hash.size());
  header.file_length = file_length;
  header.section_count = static_cast<uint32_t>(section_count);
  return header;
}

void append_table(std::vector<uint8_t>& bytes, std::span<const StoredSection> sections) {
  uint64_t offset = sections_begin(sections.size());
  for (const StoredSection& section : sections) {
    const std::span<const uint8_t> stored = section.stored();
    SectionEntry entry{};
    entry.id = static_cast<uint32_t>(section.id);
    entry.compression = static_cast<uint32_t>(section.frame.empty() ? Compression::none : Compression::zstd);
    entry.file_offset = offset;
    entry.stored_size = stored.size();
    entry.raw_size = section.raw.size();
    entry.checksum = checksum(stored);
    append(bytes, entry);
    offset += stored.size();
  }
}

}  // namespace

Result<std::vector<uint8_t>> write_artifact(const Artifact& artifact, const WriteOptions& options) {
  TRY_ASSIGN(std::vector<StoredSection> sections, store_sections(artifact, options.zstd_level));
  limit_expansion(sections);

  const uint64_t file_length = sections_begin(sections.size()) + total_stored_size(sections);
  std::vector<uint8_t> bytes;
  bytes.reserve(file_length);
  append(bytes, make_header(artifact.header, file_length, sections.size()));
  append_table(bytes, sections);
  append(bytes, ule64(checksum(bytes)));
  for (const StoredSection& section : sections)
    bytes.insert(bytes.end(), section.stored().begin(), section.stored().end());
  assert(bytes.size() == file_length);
  return bytes;
}

}  // namespace wasmc
