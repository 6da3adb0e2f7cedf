#include "format/read.h"

#include <algorithm>
#include <string>

#include "format/check_records.h"
#include "format/checksum.h"
#include "format/compress.h"
#include "format/front.h"
#include "format/layout.h"
#include "format/signature.h"
#include "format/trap_table.h"

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

Error section_error(SectionId id, const std::string& message, uint64_t offset) {
  return {std::string("section '") + to_string(id) + "': " + message, offset};
}

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
  if (state.raw_total > max_total_raw_size(front.header->file_length))
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

// The section's contents: in the file or in a new buffer.
Result<Bytes> load_section(Bytes file, const SectionEntry& entry, std::vector<std::unique_ptr<uint8_t[]>>& buffers) {
  const SectionId id = id_of(entry);
  const Bytes stored = file.subspan(entry.file_offset, entry.stored_size);
  if (checksum(stored) != entry.checksum)
    return section_error(id, "checksum mismatch: the artifact is damaged", entry.file_offset);
  if (!is_compressed(entry)) return stored;
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
  return {.id = id_of(entry),
          .file_offset = entry.file_offset,
          .stored_size = entry.stored_size,
          .raw_size = entry.raw_size,
          .alignment = entry.alignment,
          .compressed = is_compressed(entry)};
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

Result<ArtifactHeader> read_header(Bytes bytes) {
  TRY_ASSIGN(const FileFront front, read_front(bytes));
  return decode_header(*front.header);
}

Result<LoadedArtifact> read_artifact(Bytes bytes) {
  TRY_ASSIGN(const FileFront front, read_front(bytes));
  LoadedArtifact artifact;
  TRY_ASSIGN(artifact.view_.header, decode_header(*front.header));
  TRY(check_length(*front.header, bytes.size()));
  TRY_ASSIGN(const uint64_t limit, sections_end(bytes));
  TRY(check_table(front, limit));
  TRY(check_padding(front, bytes, limit));
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
