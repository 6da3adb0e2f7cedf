// WASI's functions as they are imported, without the C library in between: paths of any bytes and any length.
#pragma once

#include <stdint.h>
#include <string.h>

#define WASI(name) __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name))) extern int raw_##name
typedef uint32_t u32;
typedef uint64_t u64;

WASI(fd_allocate)(u32 fd, u64 offset, u64 length);
WASI(fd_close)(u32 fd);
WASI(fd_fdstat_get)(u32 fd, void* result);
WASI(fd_fdstat_set_flags)(u32 fd, u32 flags);
WASI(fd_fdstat_set_rights)(u32 fd, u64 rights, u64 inheriting);
WASI(fd_filestat_set_size)(u32 fd, u64 size);
WASI(fd_filestat_set_times)(u32 fd, u64 accessed, u64 modified, u32 flags);
WASI(fd_prestat_get)(u32 fd, void* result);
WASI(fd_pwrite)(u32 fd, const void* iovecs, u32 count, u64 offset, u32* result);
WASI(fd_read)(u32 fd, const void* iovecs, u32 count, u32* result);
WASI(fd_readdir)(u32 fd, void* buffer, u32 size, u64 cookie, u32* result);
WASI(fd_renumber)(u32 from, u32 to);
WASI(fd_write)(u32 fd, const void* iovecs, u32 count, u32* result);
WASI(path_create_directory)(u32 fd, const char* path, u32 length);
WASI(path_filestat_get)(u32 fd, u32 lookup, const char* path, u32 length, void* result);
WASI(path_filestat_set_times)(u32 fd, u32 lookup, const char* path, u32 length, u64 accessed, u64 modified, u32 flags);
WASI(path_link)(u32 fd, u32 lookup, const char* path, u32 length, u32 to_fd, const char* to, u32 to_length);
WASI(path_open)(u32 fd, u32 lookup, const char* path, u32 length, u32 oflags, u64 rights, u64 inheriting, u32 fdflags,
                u32* result);
WASI(path_readlink)(u32 fd, const char* path, u32 length, void* buffer, u32 size, u32* result);
WASI(path_remove_directory)(u32 fd, const char* path, u32 length);
WASI(path_rename)(u32 fd, const char* path, u32 length, u32 to_fd, const char* to, u32 to_length);
WASI(path_symlink)(const char* target, u32 target_length, u32 fd, const char* path, u32 length);
WASI(path_unlink_file)(u32 fd, const char* path, u32 length);
WASI(sock_accept)(u32 fd, u32 flags, u32* result);
WASI(sock_shutdown)(u32 fd, u32 how);

enum { SUCCESS = 0, BADF = 8, BUSY = 10, EXIST = 20, FAULT = 21, INVAL = 28, ISDIR = 31, LOOP = 32, NAMETOOLONG = 37,
       NOENT = 44, NOTDIR = 54, NOTEMPTY = 55, NOTSOCK = 57, NOTSUP = 58, NXIO = 60, PERM = 63, XDEV = 75, NOTCAPABLE = 76 };
enum { FOLLOW = 1, CREAT = 1, DIRECTORY = 2, EXCL = 4, TRUNC = 8, APPEND = 1, MTIM = 4, MTIM_NOW = 8 };

#define R_READ (1ull << 1)
#define R_SEEK (1ull << 2)
#define R_WRITE (1ull << 6)
#define R_ALLOCATE (1ull << 8)
#define R_OPEN (1ull << 13)
#define R_READDIR (1ull << 14)
#define R_SET_SIZE (1ull << 22)
#define R_SET_TIMES (1ull << 23)
#define R_ALL ((1ull << 30) - 1)
#define R_DIRECTORY (R_ALL & ~(R_WRITE | R_ALLOCATE | R_SET_SIZE))

static u32 opened;  // the descriptor of the last file that was opened

static int open_with(u32 fd, const char* path, u32 lookup, u32 oflags, u64 rights, u64 inheriting) {
  return raw_path_open(fd, lookup, path, strlen(path), oflags, rights, inheriting, 0, &opened);
}
static int open_read(u32 fd, const char* path) { return open_with(fd, path, 0, 0, R_READ, 0); }
static int open_follow(u32 fd, const char* path) { return open_with(fd, path, FOLLOW, 0, R_READ, 0); }
static int open_directory(u32 fd, const char* path) { return open_with(fd, path, 0, DIRECTORY, R_DIRECTORY, R_ALL); }
static int create(u32 fd, const char* path) { return open_with(fd, path, 0, CREAT, R_WRITE, 0); }
static int create_follow(u32 fd, const char* path) { return open_with(fd, path, FOLLOW, CREAT, R_READ | R_WRITE, 0); }
static int create_exclusive(u32 fd, const char* path) { return open_with(fd, path, FOLLOW, CREAT | EXCL, R_WRITE, 0); }
static int truncate_follow(u32 fd, const char* path) { return open_with(fd, path, FOLLOW, TRUNC, R_WRITE, 0); }
static int truncate_read_follow(u32 fd, const char* path) { return open_with(fd, path, FOLLOW, TRUNC, R_READ, 0); }
static int open_directory_follow(u32 fd, const char* path) {
  return open_with(fd, path, FOLLOW, DIRECTORY, R_READDIR, R_ALL);
}

static char buffer[4096];
static u32 size;

static int stat_path(u32 fd, const char* path) { return raw_path_filestat_get(fd, 0, path, strlen(path), buffer); }
static int stat_follow(u32 fd, const char* path) { return raw_path_filestat_get(fd, FOLLOW, path, strlen(path), buffer); }
static int set_times(u32 fd, const char* path) {
  return raw_path_filestat_set_times(fd, 0, path, strlen(path), 0, 1, MTIM);
}
static int set_times_follow(u32 fd, const char* path) {
  return raw_path_filestat_set_times(fd, FOLLOW, path, strlen(path), 0, 1, MTIM);
}
static int read_link(u32 fd, const char* path) {
  return raw_path_readlink(fd, path, strlen(path), buffer, sizeof buffer, &size);
}
static int make_directory(u32 fd, const char* path) { return raw_path_create_directory(fd, path, strlen(path)); }
static int remove_directory(u32 fd, const char* path) { return raw_path_remove_directory(fd, path, strlen(path)); }
static int unlink_file(u32 fd, const char* path) { return raw_path_unlink_file(fd, path, strlen(path)); }
static int make_symlink(const char* target, u32 fd, const char* path) {
  return raw_path_symlink(target, strlen(target), fd, path, strlen(path));
}
static int rename_path(u32 fd, const char* path, u32 to_fd, const char* to) {
  return raw_path_rename(fd, path, strlen(path), to_fd, to, strlen(to));
}
static int link_path(u32 fd, const char* path, u32 to_fd, const char* to) {
  return raw_path_link(fd, 0, path, strlen(path), to_fd, to, strlen(to));
}
static int link_follow(u32 fd, const char* path, u32 to_fd, const char* to) {
  return raw_path_link(fd, FOLLOW, path, strlen(path), to_fd, to, strlen(to));
}

struct iovec32 {
  const void* data;
  u32 size;
};
static int write_text(u32 fd, const char* text) {
  const struct iovec32 list = {text, strlen(text)};
  return raw_fd_write(fd, &list, 1, &size);
}
static int read_text(u32 fd) {
  const struct iovec32 list = {buffer, sizeof buffer - 1};
  const int error = raw_fd_read(fd, &list, 1, &size);
  buffer[error ? 0 : size] = 0;
  return error;
}
