#include "format/write.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "format/checksum.h"
#include "format/compress.h"
#include "format/front.h"
#include "format/layout.h"
#include "format/read.h"

namespace wasmc {

namespace {

struct StoredSection {
  SectionId id;
  std::span<const uint8_t> raw;
  std::vector<uint8_t> packed;  // what raw is, of a packed section
  std::vector<uint8_t> frame;   // empty if stored raw
  uint32_t alignment = 1;

  [[nodiscard]] std::span<const uint8_t> stored() const {
    return frame.empty() ? raw : std::span<const uint8_t>(frame);
  }
};

// What loaders map from the file.
bool is_mapped(SectionId id) { return id == SectionId::code || id == SectionId::read_only_data; }

// The pages that the system may have: 4 KiB, but for AArch64, where they are chosen when it is built.
uint32_t largest_page(Architecture architecture) { return architecture == Architecture::aarch64 ? 65536 : 4096; }

// Sections one after the other, as the options want them.
class SectionStore {
 public:
  SectionStore(const WriteOptions& options, Architecture architecture)
      : options_(options), page_(largest_page(architecture)) {}

  Status add(SectionId id, std::span<const uint8_t> raw) {
    if (raw.empty()) return {};
    if (raw.size() > max_section_size)
      return Error{std::string("section '") + to_string(id) +
                   "' is larger than 4 GiB, the most that an artifact can hold"};
    StoredSection section{.id = id, .raw = raw, .packed = {}, .frame = {}};
    const bool is_small = options_.layout == Layout::small;
    if (is_small && options_.zstd_level != 0) section.frame = compress(raw, options_.zstd_level);
    if (!is_small && is_mapped(id)) section.alignment = page_;
    sections_.push_back(std::move(section));
    return {};
  }

  Status add_packed(SectionId id, std::vector<uint8_t> packed) {
    TRY(add(id, packed));
    if (!packed.empty()) sections_.back().packed = std::move(packed);
    return {};
  }

  std::vector<StoredSection> take() && { return std::move(sections_); }

 private:
  const WriteOptions& options_;
  uint32_t page_;
  std::vector<StoredSection> sections_;
};

Result<std::vector<StoredSection>> store_sections(const ArtifactView& artifact, const WriteOptions& options) {
  SectionStore sections(options, artifact.header.architecture);
#define SECTION(id, name, element, text) TRY(sections.add(SectionId::name, record_bytes(artifact.name)));
#define PACKED_SECTION(id, name, element, text) \
  TRY(sections.add_packed(SectionId::name, pack_functions(artifact.name)));
#include "format/sections.def"
#undef SECTION
  return std::move(sections).take();
}

uint64_t total_stored_size(std::span<const StoredSection> sections) {
  uint64_t size = 0;
  for (const StoredSection& section : sections) size += section.stored().size();
  return size;
}

// Readers refuse a file that expands to many times its size. One that would is stored raw as a whole: it is as rare
// as it is wasteful.
void limit_expansion(std::vector<StoredSection>& sections, uint64_t unpacked_size) {
  uint64_t size = unpacked_size;
  for (const StoredSection& section : sections) size += section.raw.size();
  if (size <= max_total_size(sections_begin(sections.size()) + total_stored_size(sections))) return;
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
  header.pointer_bytes = facts.pointer_bytes;
  header.image_page_log2 = facts.image_page_log2;
  header.memory_strategy = static_cast<uint8_t>(facts.memory_strategy);
  header.guard_log2 = facts.guard_log2;
  header.optimisation = static_cast<uint8_t>(facts.optimisation);
  header.cpu_features = facts.cpu_features;
  header.wasm_features = facts.wasm_features;
  header.compile_options = facts.compile_options;
  header.start_function = facts.start_function;
  header.release = facts.release;
  std::memcpy(header.source_hash, facts.source_hash.data(), facts.source_hash.size());
  header.file_length = file_length;
  header.section_count = static_cast<uint32_t>(section_count);
  return header;
}

SectionEntry make_entry(const StoredSection& section, uint64_t file_offset) {
  const std::span<const uint8_t> stored = section.stored();
  SectionEntry entry{};
  entry.id = static_cast<uint32_t>(section.id);
  entry.compression = static_cast<uint32_t>(section.frame.empty() ? Compression::none : Compression::zstd);
  entry.alignment = section.alignment;
  entry.file_offset = file_offset;
  entry.stored_size = stored.size();
  entry.raw_size = section.raw.size();
  entry.checksum = checksum(stored);
  return entry;
}

// The section table; the file's length is left in `end`.
std::vector<SectionEntry> place_sections(std::span<const StoredSection> sections, uint64_t& end) {
  std::vector<SectionEntry> table;
  end = sections_begin(sections.size());
  for (const StoredSection& section : sections) {
    table.push_back(make_entry(section, align_up(end, section.alignment)));
    end = align_up(table.back().file_offset + table.back().stored_size, section.alignment);
  }
  return table;
}

}  // namespace

Result<std::vector<uint8_t>> write_artifact(const Artifact& artifact, const WriteOptions& options) {
  ArtifactView view;
  view.header = artifact.header;
#define SECTION(id, name, element, text) view.name = artifact.name;
#include "format/sections.def"
#undef SECTION
  return write_artifact(view, options);
}

Result<std::vector<uint8_t>> repack(std::span<const uint8_t> file, const WriteOptions& options) {
  TRY_ASSIGN(const LoadedArtifact artifact, read_artifact(file));
  return write_artifact(artifact.view(), options);
}

Result<std::vector<uint8_t>> write_artifact(const ArtifactView& artifact, const WriteOptions& options) {
  TRY_ASSIGN(std::vector<StoredSection> sections, store_sections(artifact, options));
  limit_expansion(sections, artifact.functions.size_bytes());

  uint64_t file_length;
  const std::vector<SectionEntry> table = place_sections(sections, file_length);
  std::vector<uint8_t> bytes;
  bytes.reserve(file_length);
  append(bytes, make_header(artifact.header, file_length, sections.size()));
  for (const SectionEntry& entry : table) append(bytes, entry);
  bytes.resize(file_length);
  for (size_t i = 0; i < sections.size(); ++i) {
    const std::span<const uint8_t> stored = sections[i].stored();
    std::copy(stored.begin(), stored.end(), bytes.begin() + static_cast<ptrdiff_t>(table[i].file_offset));
  }
  update_front_checksum(bytes);
  return bytes;
}

}  // namespace wasmc
