// A guest's descriptors. Used by one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "loader/wasi/directory_listing.h"
#include "loader/wasi/error.h"
#include "loader/wasi/host_fd.h"
#include "loader/wasi/layouts.h"

namespace wasmc {

struct OpenFile {
  HostFd host;
  Filetype type = Filetype::unknown;
  uint64_t rights = 0;
  uint64_t inheriting = 0;  // the most that files opened through this one may have
  bool is_preopen = false;
  std::string preopen_name;
  std::unique_ptr<DirectoryListing> listing;  // what fd_readdir is reading
};

// The type of the host's file, or the error that fstat met.
[[nodiscard]] Fallible<Filetype> filetype_of(int host);

// A file that the host has opened, with all the rights that its type can have.
[[nodiscard]] Fallible<OpenFile> describe_host_file(HostFd host);

class FdTable {
 public:
  static constexpr size_t limit = 1024;

  // The file with this number; badf if there is none, notcapable if it lacks one of the rights.
  [[nodiscard]] Fallible<OpenFile*> find(uint32_t fd, uint64_t rights = 0);

  // Gives the file the lowest free number; mfile if the table is full.
  [[nodiscard]] Fallible<uint32_t> insert(OpenFile file);

  // The file that has the number, if any, is closed.
  void put(uint32_t fd, OpenFile file);

  [[nodiscard]] Errno close(uint32_t fd);

  // True if one of the preopened directories is this directory of the host's.
  [[nodiscard]] bool has_preopen(int host) const;

  // Moves a file to another's number and closes that one; badf if either is missing.
  [[nodiscard]] Errno renumber(uint32_t from, uint32_t to);

 private:
  std::vector<std::unique_ptr<OpenFile>> files_;
};

}  // namespace wasmc
