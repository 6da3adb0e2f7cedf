// What stands before the sections of a file: the header, the section table and the checksum of both. Private to
// format/.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "format/base/result.h"
#include "format/layout.h"

namespace wasmc {

// Laid over the file.
struct FileFront {
  const FileHeader* header;
  std::span<const SectionEntry> table;
};

// The header, if the bytes begin with one of a version that we know; nothing else of it is checked.
[[nodiscard]] Result<const FileHeader*> find_header(std::span<const uint8_t> bytes);

// The same with the section table and its checksum: from here on both are what was written.
[[nodiscard]] Result<FileFront> read_front(std::span<const uint8_t> bytes);

// Makes the checksum of header and table right again after the header was changed. Of bytes that read_front accepts.
void update_front_checksum(std::span<uint8_t> bytes);

// The error for bytes that end too early.
[[nodiscard]] Error truncated(uint64_t need, uint64_t have);

}  // namespace wasmc
