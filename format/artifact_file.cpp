#include "format/artifact_file.h"

#include <algorithm>
#include <cstring>

#include "format/checksum.h"
#include "format/compress.h"
#include "format/front.h"
#include "format/layout.h"
#include "format/signature.h"

namespace wasmc {

namespace {

using Bytes = std::span<const uint8_t>;

Status check_reserved(const FileHeader& file) {
  if (file.reserved_byte != 0) return Error{"reserved field is not zero", offsetof(FileHeader, reserved_byte)};
  for (uint8_t byte : file.reserved) {
    if (byte != 0) return Error{"reserved field is not zero", offsetof(FileHeader, reserved)};
  }
  return {};
}

Status check_known(const ArtifactHeader& header) {
  if (to_string(header.architecture) == nullptr)
    return Error{"unknown architecture", offsetof(FileHeader, architecture)};
  if (to_string(header.system) == nullptr) return Error{"unknown operating system", offsetof(FileHeader, system)};
  if (header.pointer_bytes != 8) return Error{"unknown size of pointers", offsetof(FileHeader, pointer_bytes)};
  if (to_string(header.memory_strategy) == nullptr)
    return Error{"unknown memory strategy", offsetof(FileHeader, memory_strategy)};
  if (to_string(header.optimisation) == nullptr)
    return Error{"unknown level of optimisation", offsetof(FileHeader, optimisation)};
  return {};
}

Result<ArtifactHeader> decode_header(const FileHeader& file) {
  ArtifactHeader header;
  header.abi = file.abi;
  header.architecture = Architecture{file.architecture};
  header.system = OperatingSystem{file.system};
  header.pointer_bytes = file.pointer_bytes;
  header.image_page_log2 = file.image_page_log2;
  header.memory_strategy = MemoryStrategy{file.memory_strategy};
  header.guard_log2 = file.guard_log2;
  header.optimisation = OptimisationLevel{file.optimisation};
  header.cpu_features = file.cpu_features;
  header.wasm_features = file.wasm_features;
  header.compile_options = file.compile_options;
  header.start_function = file.start_function;
  header.release = file.release;
  std::copy(std::begin(file.source_hash), std::end(file.source_hash), header.source_hash.begin());
  TRY(check_known(header));
  TRY(check_reserved(file));
  return header;
}

bool is_compressed(const SectionEntry& entry) { return entry.compression != static_cast<uint32_t>(Compression::none); }

SectionId id_of(const SectionEntry& entry) { return static_cast<SectionId>(uint32_t{entry.id}); }

// Where reading the table has got to.
struct TableState {
  uint32_t last_id = 0;
  uint64_t end;  // of the section before
  uint64_t raw_total = 0;
};

Status check_kind(const SectionEntry& entry, uint64_t entry_offset, uint32_t last_id) {
  const SectionId id = id_of(entry);
  if (to_string(id) == nullptr)
    return Error{"unknown section id " + std::to_string(entry.id), entry_offset + offsetof(SectionEntry, id)};
  if (entry.id == last_id) return section_error(id, "present twice", entry_offset);
  if (entry.id < last_id) return section_error(id, "out of order", entry_offset);
  if (entry.compression > static_cast<uint32_t>(Compression::zstd))
    return section_error(id, "unknown compression", entry_offset + offsetof(SectionEntry, compression));
  if (!is_section_alignment(entry.alignment) || (entry.alignment != 1 && is_compressed(entry)))
    return section_error(id, "impossible alignment", entry_offset + offsetof(SectionEntry, alignment));
  if (entry.reserved != 0)
    return section_error(id, "reserved field is not zero", entry_offset + offsetof(SectionEntry, reserved));
  return {};
}

Status check_entry(const SectionEntry& entry, uint64_t entry_offset, TableState& state, uint64_t limit) {
  TRY(check_kind(entry, entry_offset, state.last_id));
  const SectionId id = id_of(entry);
  const uint64_t begin = align_up(state.end, entry.alignment);
  if (entry.file_offset != begin)
    return section_error(id, "does not begin where the section before ends",
                         entry_offset + offsetof(SectionEntry, file_offset));
  if (entry.stored_size == 0 || begin > limit || entry.stored_size > limit - begin ||
      align_up(begin + entry.stored_size, entry.alignment) > limit)
    return section_error(id, "does not lie in the file", entry_offset + offsetof(SectionEntry, stored_size));
  if (entry.raw_size == 0 || entry.raw_size > max_section_size ||
      (!is_compressed(entry) && entry.raw_size != entry.stored_size))
    return section_error(id, "impossible size", entry_offset + offsetof(SectionEntry, raw_size));
  state.last_id = entry.id;
  state.end = align_up(begin + entry.stored_size, entry.alignment);
  state.raw_total += entry.raw_size;
  return {};
}

// Sections in order and side by side, from the end of the table to `limit`, and of a plausible size.
Status check_table(const FileFront& front, uint64_t limit) {
  TableState state{.end = sections_begin(front.table.size())};
  for (size_t i = 0; i < front.table.size(); ++i)
    TRY(check_entry(front.table[i], sizeof(FileHeader) + i * sizeof(SectionEntry), state, limit));
  if (state.end != limit) return Error{"bytes that belong to no section", state.end};
  if (state.raw_total > max_total_size(front.header->file_length))
    return Error{"the sections' sizes are out of proportion to the file's", sizeof(FileHeader)};
  return {};
}

Status check_zeros(Bytes file, uint64_t begin, uint64_t end) {
  for (uint64_t offset = begin; offset < end; ++offset) {
    if (file[offset] != 0) return Error{"padding is not zero", offset};
  }
  return {};
}

// What aligned sections leave free before and behind them; they lie in the file.
Status check_padding(const FileFront& front, Bytes file, uint64_t limit) {
  uint64_t end = sections_begin(front.table.size());
  for (const SectionEntry& entry : front.table) {
    TRY(check_zeros(file, end, entry.file_offset));
    end = entry.file_offset + entry.stored_size;
  }
  return check_zeros(file, end, limit);
}

// Where the sections end: there begins the signature, if there is one.
Result<uint64_t> sections_end(Bytes file) {
  TRY_ASSIGN(const std::optional<SignedBytes> found, find_signature(file));
  return found ? found->message.size() : file.size();
}

Status check_length(const FileHeader& header, uint64_t have) {
  if (have < header.file_length) return truncated(header.file_length, have);
  if (have > header.file_length) return Error{"trailing bytes after the artifact", header.file_length};
  return {};
}

SectionInfo describe(const SectionEntry& entry) {
  return {.id = id_of(entry),
          .file_offset = entry.file_offset,
          .stored_size = entry.stored_size,
          .raw_size = entry.raw_size,
          .checksum = entry.checksum,
          .alignment = entry.alignment,
          .compressed = is_compressed(entry)};
}

}  // namespace

Error section_error(SectionId id, const std::string& message, uint64_t offset) {
  return {std::string("section '") + to_string(id) + "': " + message, offset};
}

Result<ArtifactHeader> read_header(Bytes bytes) {
  TRY_ASSIGN(const FileFront front, read_front(bytes));
  return decode_header(*front.header);
}

Result<uint32_t> mapped_alignment(Bytes bytes) {
  TRY_ASSIGN(const FileFront front, read_front(bytes));
  for (const SectionEntry& entry : front.table) {
    if (id_of(entry) == SectionId::code && is_section_alignment(entry.alignment)) return uint32_t{entry.alignment};
  }
  return 1u;
}

Result<ArtifactFile> ArtifactFile::open(Bytes bytes) {
  TRY_ASSIGN(const FileFront front, read_front(bytes));
  ArtifactFile file;
  file.bytes_ = bytes;
  TRY_ASSIGN(file.header_, decode_header(*front.header));
  TRY(check_length(*front.header, bytes.size()));
  TRY_ASSIGN(const uint64_t limit, sections_end(bytes));
  TRY(check_table(front, limit));
  TRY(check_padding(front, bytes, limit));
  for (const SectionEntry& entry : front.table) file.sections_.push_back(describe(entry));
  return file;
}

const SectionInfo* ArtifactFile::find(SectionId id) const {
  for (const SectionInfo& section : sections_) {
    if (section.id == id) return &section;
  }
  return nullptr;
}

uint64_t ArtifactFile::raw_size(SectionId id) const {
  const SectionInfo* section = find(id);
  return section != nullptr ? section->raw_size : 0;
}

uint64_t ArtifactFile::room_to_unpack() const {
  uint64_t room = max_total_size(bytes_.size());
  for (const SectionInfo& section : sections_) room -= section.raw_size;
  return room;
}

bool ArtifactFile::is_compressed() const {
  return std::ranges::any_of(sections_, [](const SectionInfo& section) { return section.compressed; });
}

Bytes ArtifactFile::stored(const SectionInfo& section) const {
  return bytes_.subspan(section.file_offset, section.stored_size);
}

Status ArtifactFile::check(const SectionInfo& section) const {
  if (checksum(stored(section)) == section.checksum) return {};
  return section_error(section.id, "checksum mismatch: the artifact is damaged", section.file_offset);
}

Status ArtifactFile::read(const SectionInfo& section, uint8_t* to) const {
  TRY(check(section));
  if (!section.compressed) {
    std::memcpy(to, stored(section).data(), section.raw_size);
    return {};
  }
  const Status status = decompress(stored(section), {to, section.raw_size});
  return status ? Status() : section_error(section.id, status.error().message, section.file_offset);
}

}  // namespace wasmc
