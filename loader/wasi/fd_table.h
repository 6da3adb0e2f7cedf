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
#include "loader/wasi/terminal_filter.h"

namespace wasmc {

// A value that one thread may change while another one reads it.
template <typename T>
class Shared {
 public:
  Shared(T value = T()) : value_(value) {}
  Shared(const Shared& other) : value_(T(other)) {}
  Shared& operator=(const Shared& other) {
    value_.store(other, std::memory_order_relaxed);
    return *this;
  }
  operator T() const { return value_.load(std::memory_order_relaxed); }

 protected:
  std::atomic<T> value_;
};

// Rights can be given up.
class RightSet : public Shared<uint64_t> {
 public:
  using Shared::Shared;
  void restrict_to(uint64_t rights) { value_.fetch_and(rights, std::memory_order_relaxed); }
};

// What a terminal that is written to has in addition.
struct TerminalOutput {
  std::mutex mutex;
  TerminalFilter filter;  // guarded by the mutex
};

// In the table only what is shared, the listing and a terminal's filter change.
struct OpenFile {
  HostFd host;
  Filetype type = Filetype::unknown;
  RightSet rights;
  RightSet inheriting;                 // the most that files opened through this one may have
  Shared<uint32_t> fdflags = 0;        // nonblock is in them alone: the host's flag is the host's, or always set
  Shared<bool> polls_first = false;    // whether the host has to be asked if it is ready before each call
  Shared<bool> awaits_writer = false;  // a pipe to read from that is not known to have had a writer
  bool is_read_only = false;           // a directory nothing below which may be changed
  bool is_preopen = false;
  std::string preopen_name;
  std::unique_ptr<TerminalOutput> terminal;   // of terminals whose output is filtered
  std::unique_ptr<DirectoryListing> listing;  // what fd_readdir is reading; guarded by WasiState::listings

  [[nodiscard]] bool is_nonblocking() const { return (fdflags & Fdflags::nonblock) != 0; }
};

// The type of the host's file, or the error that fstat met.
[[nodiscard]] Fallible<Filetype> filetype_of(int host);

// A file that the host has opened, with all the rights that its type can have.
[[nodiscard]] Fallible<OpenFile> describe_host_file(HostFd host);

// How many descriptors a guest may have, and what happens to its output to terminals.
struct FdTableConfig {
  uint32_t most_files = 1024;
  bool filters_terminals = true;
};

class FdTable {
 public:
  FdTable() = default;
  explicit FdTable(FdTableConfig config) : config_(config) {}

  // The file with this number, which stays open while it is used, whoever closes the number; badf if there is none,
  // notcapable if it lacks one of the rights.
  [[nodiscard]] Fallible<std::shared_ptr<OpenFile>> find(uint32_t fd, uint64_t rights = 0) const;

  // Gives the file the lowest free number; mfile if the table is full.
  [[nodiscard]] Fallible<uint32_t> insert(OpenFile file);

  // The file that has the number, if any, is closed. mfile if the table has no such number.
  [[nodiscard]] Errno put(uint32_t fd, OpenFile file);

  [[nodiscard]] Errno close(uint32_t fd);

  // True if one of the preopened directories is this directory of the host's.
  [[nodiscard]] bool has_preopen(int host) const;

  // Moves a file to another's number and closes that one; badf if either is missing.
  [[nodiscard]] Errno renumber(uint32_t from, uint32_t to);

 private:
  [[nodiscard]] bool is_open(uint32_t fd) const { return fd < files_.size() && files_[fd] != nullptr; }
  [[nodiscard]] std::shared_ptr<OpenFile> prepare(OpenFile file) const;
  std::shared_ptr<OpenFile> replace(uint32_t fd, std::shared_ptr<OpenFile> file);

  FdTableConfig config_;
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<OpenFile>> files_;
};

}  // namespace wasmc
