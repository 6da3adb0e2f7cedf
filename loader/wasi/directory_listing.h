// What a directory held when a guest began to read it, sorted by the bytes of the names, so that runs are reproducible
// and positions stable whatever happens to the directory. Used by one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "loader/wasi/error.h"
#include "loader/wasi/layouts.h"

namespace wasmc {

struct DirectoryEntry {
  std::string name;
  uint64_t inode = 0;
  Filetype type = Filetype::unknown;
};

using DirectoryListing = std::vector<DirectoryEntry>;

// Whether the listing begins with `.` and `..`.
enum class DotEntries : bool { omitted, included };

// Reads the host's directory.
[[nodiscard]] Fallible<std::unique_ptr<DirectoryListing>> list_directory(int directory, DotEntries dots);

}  // namespace wasmc
