// A guest's descriptors. Usable from any of the guest's threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "loader/wasi/directory_listing.h"
#include "loader/wasi/error.h"
#include "loader/wasi/host_fd.h"
#include "loader/wasi/layouts.h"

namespace wasmc {

// Rights, which one thread may give up while another one asks for them.
class RightSet {
 public:
  RightSet(uint64_t rights = 0) : rights_(rights) {}
  RightSet(const RightSet& other) : rights_(other) {}
  RightSet& operator=(const RightSet& other) {
    rights_.store(other, std::memory_order_relaxed);
    return *this;
  }
  operator uint64_t() const { return rights_.load(std::memory_order_relaxed); }
  void restrict_to(uint64_t rights) { rights_.fetch_and(rights, std::memory_order_relaxed); }

 private:
  std::atomic<uint64_t> rights_;
};

// In the table only the rights and the listing change.
struct OpenFile {
  HostFd host;
  Filetype type = Filetype::unknown;
  RightSet rights;
  RightSet inheriting;  // the most that files opened through this one may have
  bool is_preopen = false;
  std::string preopen_name;
  std::unique_ptr<DirectoryListing> listing;  // what fd_readdir is reading; guarded by WasiState::listings
};

// The type of the host's file, or the error that fstat met.
[[nodiscard]] Fallible<Filetype> filetype_of(int host);

// A file that the host has opened, with all the rights that its type can have.
[[nodiscard]] Fallible<OpenFile> describe_host_file(HostFd host);

class FdTable {
 public:
  static constexpr size_t limit = 1024;

  // The file with this number, which stays open while it is used, whoever closes the number; badf if there is none,
  // notcapable if it lacks one of the rights.
  [[nodiscard]] Fallible<std::shared_ptr<OpenFile>> find(uint32_t fd, uint64_t rights = 0) const;

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
  [[nodiscard]] bool is_open(uint32_t fd) const { return fd < files_.size() && files_[fd] != nullptr; }
  std::shared_ptr<OpenFile> replace(uint32_t fd, std::shared_ptr<OpenFile> file);

  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<OpenFile>> files_;
};

}  // namespace wasmc
