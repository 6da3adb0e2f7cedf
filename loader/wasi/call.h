// One call of a WASI function: what it works on, and the functions themselves. Each source file of this folder that is
// named after a subject implements the functions of this subject. Addresses are the guest's; what they point to is
// checked when it is accessed. Used by one thread at a time.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>

#include "loader/wasi/clock.h"
#include "loader/wasi/fd_table.h"
#include "loader/wasi/guest_memory.h"
#include "loader/wasi/random.h"
#include "loader/wasi/shutdown.h"
#include "loader/wasi/wasi.h"

namespace wasmc {

// What lasts from one call to the next; shared by the guest's threads. The strings don't change.
struct WasiState {
  explicit WasiState(const WasiConfig& config)
      : files({config.most_files, config.filters_terminals}), clocks(config.frozen_time), random(config.random_seed) {}

  std::vector<std::string> args;
  std::vector<std::string> environment;
  FdTable files;
  GuestClocks clocks;
  RandomSource random;
  Shutdown shutdown;
  std::mutex listings;                         // guards OpenFile::listing, and what follows
  std::deque<std::weak_ptr<OpenFile>> listed;  // the files that have one, the oldest first
};

using GuestAddress = uint32_t;

class WasiCall {
 public:
  WasiCall(WasiState& state, GuestMemory memory, WasiSnapshot snapshot)
      : state_(state), memory_(memory), snapshot_(snapshot) {}

  [[nodiscard]] const WasiOutcome& outcome() const { return outcome_; }

  Errno args_get(GuestAddress pointers, GuestAddress text);
  Errno args_sizes_get(GuestAddress count, GuestAddress size);
  Errno environ_get(GuestAddress pointers, GuestAddress text);
  Errno environ_sizes_get(GuestAddress count, GuestAddress size);
  Errno proc_exit(uint32_t code);
  Errno proc_raise(uint32_t signal);
  Errno sched_yield();

  Errno random_get(GuestAddress buffer, uint32_t length);

  Errno clock_res_get(uint32_t clock, GuestAddress result);
  Errno clock_time_get(uint32_t clock, uint64_t precision, GuestAddress result);

  Errno fd_close(uint32_t fd);
  Errno fd_fdstat_get(uint32_t fd, GuestAddress result);
  Errno fd_fdstat_set_flags(uint32_t fd, uint32_t flags);
  Errno fd_fdstat_set_rights(uint32_t fd, uint64_t rights, uint64_t inheriting);
  Errno fd_prestat_get(uint32_t fd, GuestAddress result);
  Errno fd_prestat_dir_name(uint32_t fd, GuestAddress name, uint32_t length);
  Errno fd_renumber(uint32_t from, uint32_t to);

  Errno fd_advise(uint32_t fd, uint64_t offset, uint64_t length, uint32_t advice);
  Errno fd_allocate(uint32_t fd, uint64_t offset, uint64_t length);
  Errno fd_datasync(uint32_t fd);
  Errno fd_filestat_get(uint32_t fd, GuestAddress result);
  Errno fd_filestat_set_size(uint32_t fd, uint64_t size);
  Errno fd_filestat_set_times(uint32_t fd, uint64_t accessed, uint64_t modified, uint32_t flags);
  Errno fd_pread(uint32_t fd, GuestAddress iovecs, uint32_t count, uint64_t offset, GuestAddress result);
  Errno fd_pwrite(uint32_t fd, GuestAddress iovecs, uint32_t count, uint64_t offset, GuestAddress result);
  Errno fd_read(uint32_t fd, GuestAddress iovecs, uint32_t count, GuestAddress result);
  Errno fd_seek(uint32_t fd, uint64_t offset, uint32_t whence, GuestAddress result);
  Errno fd_sync(uint32_t fd);
  Errno fd_tell(uint32_t fd, GuestAddress result);
  Errno fd_write(uint32_t fd, GuestAddress iovecs, uint32_t count, GuestAddress result);

  Errno fd_readdir(uint32_t fd, GuestAddress buffer, uint32_t length, uint64_t cookie, GuestAddress result);

  Errno path_create_directory(uint32_t fd, GuestAddress path, uint32_t length);
  Errno path_filestat_get(uint32_t fd, uint32_t lookup, GuestAddress path, uint32_t length, GuestAddress result);
  Errno path_filestat_set_times(uint32_t fd, uint32_t lookup, GuestAddress path, uint32_t length, uint64_t accessed,
                                uint64_t modified, uint32_t flags);
  Errno path_link(uint32_t old_fd, uint32_t lookup, GuestAddress old_path, uint32_t old_length, uint32_t new_fd,
                  GuestAddress new_path, uint32_t new_length);
  Errno path_open(uint32_t fd, uint32_t lookup, GuestAddress path, uint32_t length, uint32_t oflags, uint64_t rights,
                  uint64_t inheriting, uint32_t fdflags, GuestAddress result);
  Errno path_readlink(uint32_t fd, GuestAddress path, uint32_t length, GuestAddress buffer, uint32_t buffer_length,
                      GuestAddress result);
  Errno path_remove_directory(uint32_t fd, GuestAddress path, uint32_t length);
  Errno path_rename(uint32_t old_fd, GuestAddress old_path, uint32_t old_length, uint32_t new_fd, GuestAddress new_path,
                    uint32_t new_length);
  Errno path_symlink(GuestAddress target, uint32_t target_length, uint32_t fd, GuestAddress path, uint32_t length);
  Errno path_unlink_file(uint32_t fd, GuestAddress path, uint32_t length);

  Errno poll_oneoff(GuestAddress subscriptions, GuestAddress events, uint32_t count, GuestAddress result);

  Errno sock_accept(uint32_t fd, uint32_t flags, GuestAddress result);
  Errno sock_recv(uint32_t fd, GuestAddress iovecs, uint32_t count, uint32_t flags, GuestAddress size_result,
                  GuestAddress flags_result);
  Errno sock_send(uint32_t fd, GuestAddress iovecs, uint32_t count, uint32_t flags, GuestAddress result);
  Errno sock_shutdown(uint32_t fd, uint32_t how);

 private:
  WasiState& state_;
  GuestMemory memory_;
  WasiSnapshot snapshot_;
  WasiOutcome outcome_;
};

}  // namespace wasmc
