#include "loader/code_image.h"

#include <cerrno>
#include <cstring>

#include "loader/library.h"
#include "runtime-support/code_image.h"

namespace wasmc {

namespace {

void copy(uint8_t* to, std::span<const uint8_t> bytes) {
  if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
}

Status fill_import_slots(uint8_t* slots, std::span<const ImportSlotRecord> records) {
  for (const ImportSlotRecord& record : records) {
    const void* function = library_function(record.library);
    if (function == nullptr)
      return Error{"the code needs library function number " + std::to_string(record.library) +
                   ", which this loader doesn't know: use a loader as new as the compiler"};
    std::memcpy(slots, &function, sizeof(function));
    slots += sizeof(function);
  }
  return {};
}

Status protect(Mapping& mapping, const CodeImageLayout& layout) {
  if (mapping.protect(0, layout.read_only(), Access::read_execute) &&
      mapping.protect(layout.read_only(), layout.size() - layout.read_only(), Access::read))
    return {};
  return Error{std::string("the system doesn't allow executable memory: ") + std::strerror(errno)};
}

}  // namespace

Result<CodeImage> CodeImage::create(const ArtifactView& artifact) {
  const CodeImageLayout layout(artifact.code.size(), artifact.read_only_data.size(), artifact.import_slots.size());
  TRY_ASSIGN(Mapping mapping, Mapping::create(layout.size(), Access::read_write, "code"));

  copy(mapping.data(), artifact.code);
  copy(mapping.data() + layout.read_only(), artifact.read_only_data);
  TRY(fill_import_slots(mapping.data() + layout.import_slots(), artifact.import_slots));
  // Nothing is written from here on.

  TRY(protect(mapping, layout));
  char* code = reinterpret_cast<char*>(mapping.data());
  __builtin___clear_cache(code, code + artifact.code.size());
  return CodeImage(std::move(mapping), artifact.code.size());
}

}  // namespace wasmc
