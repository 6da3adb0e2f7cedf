#include "loader/code_image.h"

#include <cerrno>
#include <cstring>
#include <string>

#include "loader/library.h"
#include "runtime-support/code_image.h"

namespace wasmc {

namespace {

Error refused() { return Error{std::string("the system doesn't allow executable memory: ") + std::strerror(errno)}; }

Status fill_import_slots(uint8_t* slots, std::span<const ImportSlotRecord> records) {
  for (const ImportSlotRecord& record : records) {
    const void* function = library_function(record.library);
    if (function == nullptr) return unknown_library_function(record.library);
    std::memcpy(slots, &function, sizeof(function));
    slots += sizeof(function);
  }
  return {};
}

}  // namespace

Result<CodeImage> CodeImage::create(const ArtifactFile& artifact, const InputFile* file) {
  const uint64_t code_size = artifact.raw_size(SectionId::code);
  const uint64_t data_size = artifact.raw_size(SectionId::read_only_data);
  const CodeImageLayout layout(code_size, data_size,
                               artifact.raw_size(SectionId::import_slots) / sizeof(ImportSlotRecord));
  TRY_ASSIGN(Mapping mapping, Mapping::create(layout.size(), Access::none, "code"));

  CodeImage image(std::move(mapping), layout.import_slots());
  TRY(image.place(artifact, file, {artifact.find(SectionId::code), 0, layout.read_only(), Access::read_execute}));
  TRY(image.place(artifact, file,
                  {artifact.find(SectionId::read_only_data), layout.read_only(), layout.import_slots(), Access::read}));
  image.code_size_ = code_size;
  image.read_only_data_ = {image.code() + layout.read_only(), data_size};
  return image;
}

CodeImage CodeImage::in_place(const LinkedModule& module) {
  CodeImage image;
  image.code_ = module.image;
  image.code_size_ = module.code_size;
  const CodeImageLayout layout(module.code_size, module.read_only_size, 0);
  image.read_only_data_ = {module.image + layout.read_only(), module.read_only_size};
  return image;
}

Result<CodeImage> CodeImage::reserve(uint64_t code_size) {
  TRY_ASSIGN(Mapping mapping, Mapping::create(code_size, Access::none, "code"));
  CodeImage image(std::move(mapping), 0);
  image.code_size_ = code_size;
  return image;
}

Status CodeImage::place(const ArtifactFile& artifact, const InputFile* file, const Part& part) {
  if (part.section == nullptr) return {};
  if (map(file, part)) return artifact.check(*part.section);
  return copy(artifact, part);
}

// The system may refuse to execute pages of a file that it would execute copies of.
bool CodeImage::map(const InputFile* file, const Part& part) {
  const SectionInfo& section = *part.section;
  if (file == nullptr || section.alignment % system_page_size() != 0) return false;
  return mapping_.replace(part.offset, section.raw_size, part.access, *file, section.file_offset);
}

Status CodeImage::copy(const ArtifactFile& artifact, const Part& part) {
  const uint64_t size = part.end - part.offset;
  uint8_t* to = mapping_.data() + part.offset;
  if (!mapping_.protect(part.offset, size, Access::read_write)) return refused();
  TRY(artifact.read(*part.section, to));
  if (!mapping_.protect(part.offset, size, part.access)) return refused();
  char* begin = reinterpret_cast<char*>(to);
  __builtin___clear_cache(begin, begin + part.section->raw_size);
  return {};
}

Status CodeImage::link(std::span<const ImportSlotRecord> slots) {
  if (slots.empty()) return {};
  const uint64_t size = mapping_.size() - import_slots_;
  if (!mapping_.protect(import_slots_, size, Access::read_write)) return refused();
  TRY(fill_import_slots(mapping_.data() + import_slots_, slots));
  return mapping_.protect(import_slots_, size, Access::read) ? Status() : refused();
}

}  // namespace wasmc
