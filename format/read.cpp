#include "format/read.h"

#include <new>
#include <string>

#include "format/check_records.h"
#include "format/trap_table.h"

namespace wasmc {

namespace {

using Bytes = std::span<const uint8_t>;

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
#define PACKED_SECTION(id, name, element, text) \
  case SectionId::name: break;
#include "format/sections.def"
#undef SECTION
  }
  return false;
}

uint64_t offset_of(const ArtifactFile& file, SectionId id) {
  const SectionInfo* section = file.find(id);
  return section != nullptr ? section->file_offset : Error::no_offset;
}

Status check_contents(const ArtifactView& view, const ArtifactFile& file) {
  auto wrong = check_records(view);
  if (!wrong) return {};
  return section_error(wrong->section, "record " + std::to_string(wrong->index) + ": " + wrong->message,
                       offset_of(file, wrong->section));
}

Status check_traps(const ArtifactView& view, const ArtifactFile& file, bool whole) {
  const Status status =
      whole ? check_trap_table(view.trap_sites, view.code.size()) : check_trap_index(view.trap_sites, view.code.size());
  if (status) return {};
  return section_error(SectionId::trap_sites, status.error().message, offset_of(file, SectionId::trap_sites));
}

Error not_enough_memory(const SectionInfo& section) {
  return section_error(section.id, "not enough memory to read it", section.file_offset);
}

}  // namespace

// The section's contents: where the caller has put them, in the file or in a new buffer.
Result<Bytes> LoadedArtifact::contents(const ArtifactFile& file, const SectionInfo& section,
                                       const ReadOptions& options) {
  if (section.id == SectionId::code && !options.code.empty()) return options.code;
  if (section.id == SectionId::read_only_data && !options.read_only_data.empty()) return options.read_only_data;
  if (!section.compressed && !options.copy) {
    TRY(file.check(section));
    return file.stored(section);
  }
  std::unique_ptr<uint8_t[]> buffer(new (std::nothrow) uint8_t[section.raw_size]);
  if (buffer == nullptr) return not_enough_memory(section);
  TRY(file.read(section, buffer.get()));
  buffers_.push_back(std::move(buffer));
  return Bytes(buffers_.back().get(), section.raw_size);
}

// Of the packed ones nothing is kept.
Status LoadedArtifact::unpack(const ArtifactFile& file, const SectionInfo& section, Bytes packed) {
  const auto wrong = [&](const std::string& message) {
    return section_error(section.id, message, section.file_offset);
  };
  const Result<uint32_t> count = count_functions(packed);
  if (!count) return wrong(count.error().message);
  const uint64_t size = uint64_t{*count} * sizeof(FunctionRecord);
  if (size > file.room_to_unpack()) return wrong("more functions than a file of this size may have");
  std::unique_ptr<uint8_t[]> buffer(new (std::nothrow) uint8_t[size]);
  if (buffer == nullptr) return not_enough_memory(section);
  const std::span functions(reinterpret_cast<FunctionRecord*>(buffer.get()), *count);
  const Status unpacked = unpack_functions(packed, functions);
  if (!unpacked) return wrong(unpacked.error().message);
  std::erase_if(buffers_, [&](const auto& other) { return other.get() == packed.data(); });
  buffers_.push_back(std::move(buffer));
  view_.functions = functions;
  return {};
}

Result<LoadedArtifact> read_sections(const ArtifactFile& file, const ReadOptions& options) {
  LoadedArtifact artifact;
  artifact.view_.header = file.header();
  artifact.view_.code = options.code;
  artifact.view_.read_only_data = options.read_only_data;
  artifact.sections_.assign(file.sections().begin(), file.sections().end());
  for (const SectionInfo& section : file.sections()) {
    TRY_ASSIGN(const Bytes raw, artifact.contents(file, section, options));
    if (section.id == SectionId::functions) {
      TRY(artifact.unpack(file, section, raw));
    } else if (!bind_section(artifact.view_, section.id, raw)) {
      return section_error(section.id, "ends in the middle of a record", section.file_offset);
    }
  }
  TRY(check_contents(artifact.view_, file));
  TRY(check_traps(artifact.view_, file, options.whole_trap_table));
  return artifact;
}

Result<LoadedArtifact> read_artifact(Bytes bytes) {
  TRY_ASSIGN(const ArtifactFile file, ArtifactFile::open(bytes));
  return read_sections(file);
}

}  // namespace wasmc
