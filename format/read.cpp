#include "format/read.h"

#include <algorithm>
#include <string>

#include "format/check_records.h"
#include "format/checksum.h"
#include "format/compress.h"
#include "format/layout.h"
#include "format/trap_table.h"
#include "format/version.h"

namespace wasmc {

namespace {

using Bytes = std::span<const uint8_t>;

// The header and the section table, laid over the file.
struct FileFront {
  const FileHeader* header;
  std::span<const SectionEntry> table;
};

Status check_magic(Bytes bytes) {
  if (is_artifact(bytes)) return {};
  constexpr std::array<uint8_t, 4> wasm_magic = {0x00, 'a', 's', 'm'};
  if (bytes.size() >= wasm_magic.size() && std::equal(wasm_magic.begin(), wasm_magic.end(), bytes.begin()))
    return Error{"not a cwasm artifact, but a WebAssembly module: compile it first with `wasmc compile`", 0};
  return Error{"not a cwasm artifact: wrong magic number", 0};
}

Error truncated(uint64_t need, uint64_t have) {
  return {"truncated artifact: " + std::to_string(have) + " bytes of " + std::to_string(need), have};
}

// From here on the header and the table are what was written, by a version of the format that we know.
Result<FileFront> read_front(Bytes bytes) {
  TRY(check_magic(bytes));
  if (bytes.size() < sizeof(FileHeader)) return truncated(sizeof(FileHeader), bytes.size());
  const auto* header = reinterpret_cast<const FileHeader*>(bytes.data());
  TRY(check_format_version(header->format_major, header->format_minor));
  if (header->section_count > section_kinds) return Error{"too many sections", offsetof(FileHeader, section_count)};
  const uint64_t end = sections_begin(header->section_count);
  if (bytes.size() < end) return truncated(end, bytes.size());
  const uint64_t checksum_offset = end - sizeof(ule64);
  if (*reinterpret_cast<const ule64*>(&bytes[checksum_offset]) != checksum(bytes.first(checksum_offset)))
    return Error{"checksum mismatch of the header and section table: the artifact is damaged", checksum_offset};
  const auto* table = reinterpret_cast<const SectionEntry*>(&bytes[sizeof(FileHeader)]);
  return FileFront{header, {table, header->section_count}};
}

Result<ArtifactHeader> decode_header(const FileHeader& file) {
  ArtifactHeader header;
  header.abi = file.abi;
  header.architecture = Architecture{file.architecture};
  header.system = OperatingSystem{file.system};
  header.memory_strategy = MemoryStrategy{file.memory_strategy};
  header.pointer_bytes = file.pointer_bytes;
  header.cpu_features = file.cpu_features;
  header.start_function = file.start_function;
  std::copy(std::begin(file.source_hash), std::end(file.source_hash), header.source_hash.begin());
  if (to_string(header.architecture) == nullptr)
    return Error{"unknown architecture", offsetof(FileHeader, architecture)};
  if (to_string(header.system) == nullptr) return Error{"unknown operating system", offsetof(FileHeader, system)};
  if (to_string(header.memory_strategy) == nullptr)
    return Error{"unknown memory strategy", offsetof(FileHeader, memory_strategy)};
  if (header.pointer_bytes != 8) return Error{"unknown size of pointers", offsetof(FileHeader, pointer_bytes)};
  if (file.reserved != 0) return Error{"reserved field is not zero", offsetof(FileHeader, reserved)};
  return header;
}

SectionId id_of(const SectionEntry& entry) { return static_cast<SectionId>(uint32_t{entry.id}); }

Error section_error(SectionId id, const std::string& message, uint64_t offset) {
  return {std::string("section '") + to_string(id) + "': " + message, offset};
}

// Where reading the table has got to.
struct TableState {
  uint32_t last_id = 0;
  uint64_t end;  // of the section before
  uint64_t raw_total = 0;
};

Status check_entry(const SectionEntry& entry, uint64_t entry_offset, TableState& state, uint64_t file_length) {
  const SectionId id = id_of(entry);
  if (to_string(id) == nullptr)
    return Error{"unknown section id " + std::to_string(entry.id), entry_offset + offsetof(SectionEntry, id)};
  if (entry.id == state.last_id) return section_error(id, "present twice", entry_offset);
  if (entry.id < state.last_id) return section_error(id, "out of order", entry_offset);
  if (entry.compression > static_cast<uint32_t>(Compression::zstd))
    return section_error(id, "unknown compression", entry_offset + offsetof(SectionEntry, compression));
  if (entry.file_offset != state.end)
    return section_error(id, "does not begin where the section before ends",
                         entry_offset + offsetof(SectionEntry, file_offset));
  if (entry.stored_size == 0 || entry.stored_size > file_length - state.end)
    return section_error(id, "does not lie in the file", entry_offset + offsetof(SectionEntry, stored_size));
  const bool raw = entry.compression == static_cast<uint32_t>(Compression::none);
  if (entry.raw_size == 0 || entry.raw_size > max_section_size || (raw && entry.raw_size != entry.stored_size))
    return section_error(id, "impossible size", entry_offset + offsetof(SectionEntry, raw_size));
  state.last_id = entry.id;
  state.end += entry.stored_size;
  state.raw_total += entry.raw_size;
  return {};
}

// Sections in order and side by side, from the end of the table to the end of the file, and of a plausible size.
Status check_table(const FileFront& front, uint64_t file_length) {
  TableState state{.end = sections_begin(front.table.size())};
  for (size_t i = 0; i < front.table.size(); ++i)
    TRY(check_entry(front.table[i], sizeof(FileHeader) + i * sizeof(SectionEntry), state, file_length));
  if (state.end != file_length) return Error{"bytes that belong to no section", state.end};
  if (state.raw_total > max_total_raw_size(file_length))
    return Error{"the sections' sizes are out of proportion to the file's", sizeof(FileHeader)};
  return {};
}

Status check_length(const FileHeader& header, uint64_t have) {
  if (have < header.file_length) return truncated(header.file_length, have);
  if (have > header.file_length) return Error{"trailing bytes after the artifact", header.file_length};
  return {};
}

// The section's contents: in the file or in a new buffer.
Result<Bytes> load_section(Bytes file, const SectionEntry& entry, std::vector<std::unique_ptr<uint8_t[]>>& buffers) {
  const SectionId id = id_of(entry);
  const Bytes stored = file.subspan(entry.file_offset, entry.stored_size);
  if (checksum(stored) != entry.checksum)
    return section_error(id, "checksum mismatch: the artifact is damaged", entry.file_offset);
  if (entry.compression == static_cast<uint32_t>(Compression::none)) return stored;
  auto raw = decompress(stored, entry.raw_size);
  if (!raw) return section_error(id, raw.error().message, entry.file_offset);
  buffers.push_back(std::move(raw).value());
  return Bytes(buffers.back().get(), entry.raw_size);
}

// False if the bytes are not a whole number of records.
template <typename T>
bool bind(SectionView<T>& view, Bytes raw) {
  static_assert(alignof(T) == 1);
  view = {reinterpret_cast<const T*>(raw.data()), raw.size() / sizeof(T)};
  return raw.size() % sizeof(T) == 0;
}

bool bind_section(ArtifactView& view, SectionId section, Bytes raw) {
  switch (section) {
#define SECTION(id, name, element, text) \
  case SectionId::name: return bind(view.name, raw);
#include "format/sections.def"
#undef SECTION
  }
  return false;
}

SectionInfo describe(const SectionEntry& entry) {
  return {id_of(entry), entry.file_offset, entry.stored_size, entry.raw_size,
          entry.compression != static_cast<uint32_t>(Compression::none)};
}

uint64_t offset_of(std::span<const SectionInfo> sections, SectionId id) {
  for (const SectionInfo& section : sections) {
    if (section.id == id) return section.file_offset;
  }
  return Error::no_offset;
}

Status check_contents(const ArtifactView& view, std::span<const SectionInfo> sections) {
  if (auto wrong = check_records(view))
    return section_error(wrong->section, "record " + std::to_string(wrong->index) + ": " + wrong->message,
                         offset_of(sections, wrong->section));
  if (auto status = check_trap_table(view.trap_sites, view.code.size()); !status)
    return section_error(SectionId::trap_sites, status.error().message, offset_of(sections, SectionId::trap_sites));
  return {};
}

}  // namespace

bool is_artifact(Bytes bytes) {
  return bytes.size() >= artifact_magic.size() &&
         std::equal(artifact_magic.begin(), artifact_magic.end(), bytes.begin());
}

Result<ArtifactHeader> read_header(Bytes bytes) {
  TRY_ASSIGN(const FileFront front, read_front(bytes));
  return decode_header(*front.header);
}

Result<LoadedArtifact> read_artifact(Bytes bytes) {
  TRY_ASSIGN(const FileFront front, read_front(bytes));
  LoadedArtifact artifact;
  TRY_ASSIGN(artifact.view_.header, decode_header(*front.header));
  TRY(check_length(*front.header, bytes.size()));
  TRY(check_table(front, bytes.size()));
  // All sections lie in the file, and there is a bound on what they decompress to.
  for (const SectionEntry& entry : front.table) {
    TRY_ASSIGN(const Bytes raw, load_section(bytes, entry, artifact.buffers_));
    if (!bind_section(artifact.view_, id_of(entry), raw))
      return section_error(id_of(entry), "ends in the middle of a record", entry.file_offset);
    artifact.sections_.push_back(describe(entry));
  }
  TRY(check_contents(artifact.view_, artifact.sections_));
  return artifact;
}

}  // namespace wasmc
