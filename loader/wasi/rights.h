// WASI's rights: what a descriptor may be used for. Usable from any thread.
#pragma once

#include <cstdint>

namespace wasmc {

struct Rights {
  static constexpr uint64_t fd_datasync = 1 << 0;
  static constexpr uint64_t fd_read = 1 << 1;
  static constexpr uint64_t fd_seek = 1 << 2;
  static constexpr uint64_t fd_fdstat_set_flags = 1 << 3;
  static constexpr uint64_t fd_sync = 1 << 4;
  static constexpr uint64_t fd_tell = 1 << 5;
  static constexpr uint64_t fd_write = 1 << 6;
  static constexpr uint64_t fd_advise = 1 << 7;
  static constexpr uint64_t fd_allocate = 1 << 8;
  static constexpr uint64_t path_create_directory = 1 << 9;
  static constexpr uint64_t path_create_file = 1 << 10;
  static constexpr uint64_t path_link_source = 1 << 11;
  static constexpr uint64_t path_link_target = 1 << 12;
  static constexpr uint64_t path_open = 1 << 13;
  static constexpr uint64_t fd_readdir = 1 << 14;
  static constexpr uint64_t path_readlink = 1 << 15;
  static constexpr uint64_t path_rename_source = 1 << 16;
  static constexpr uint64_t path_rename_target = 1 << 17;
  static constexpr uint64_t path_filestat_get = 1 << 18;
  static constexpr uint64_t path_filestat_set_size = 1 << 19;
  static constexpr uint64_t path_filestat_set_times = 1 << 20;
  static constexpr uint64_t fd_filestat_get = 1 << 21;
  static constexpr uint64_t fd_filestat_set_size = 1 << 22;
  static constexpr uint64_t fd_filestat_set_times = 1 << 23;
  static constexpr uint64_t path_symlink = 1 << 24;
  static constexpr uint64_t path_remove_directory = 1 << 25;
  static constexpr uint64_t path_unlink_file = 1 << 26;
  static constexpr uint64_t poll_fd_readwrite = 1 << 27;
  static constexpr uint64_t sock_shutdown = 1 << 28;
  static constexpr uint64_t sock_accept = 1 << 29;

  static constexpr uint64_t none = 0;
  static constexpr uint64_t all = (1 << 30) - 1;

  // Those that change something: what a read-only directory lacks, and all that is opened through it. A link to a file
  // in it would be a way to write to it, if it were made in another directory.
  static constexpr uint64_t changing =
      fd_write | fd_allocate | fd_filestat_set_size | fd_filestat_set_times | path_create_directory | path_create_file |
      path_link_source | path_link_target | path_rename_source | path_rename_target | path_filestat_set_size |
      path_filestat_set_times | path_symlink | path_remove_directory | path_unlink_file;

  // Those that mean something for each kind of file.
  static constexpr uint64_t of_terminal =
      fd_read | fd_write | fd_fdstat_set_flags | fd_filestat_get | poll_fd_readwrite;
  static constexpr uint64_t of_socket = of_terminal | sock_shutdown | sock_accept;
  static constexpr uint64_t of_file = of_terminal | fd_datasync | fd_seek | fd_sync | fd_tell | fd_advise |
                                      fd_allocate | fd_filestat_set_size | fd_filestat_set_times;
  static constexpr uint64_t of_directory =
      fd_fdstat_set_flags | fd_sync | fd_advise | path_create_directory | path_create_file | path_link_source |
      path_link_target | path_open | fd_readdir | path_readlink | path_rename_source | path_rename_target |
      path_filestat_get | path_filestat_set_size | path_filestat_set_times | fd_filestat_get | fd_filestat_set_times |
      path_symlink | path_remove_directory | path_unlink_file | poll_fd_readwrite;
};

}  // namespace wasmc
