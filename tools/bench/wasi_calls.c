// What calls of WASI cost: copies a file of 1 GiB in pieces of 64 KiB, then makes 100,000 calls of each of several
// functions. Prints `name: nanoseconds` for each; the files are in the first preopened directory.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WASI(name) __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name))) extern int raw_##name
typedef uint32_t u32;
typedef uint64_t u64;

WASI(clock_time_get)(u32 clock, u64 precision, u64* result);
WASI(fd_close)(u32 fd);
WASI(fd_fdstat_get)(u32 fd, void* result);
WASI(fd_filestat_get)(u32 fd, void* result);
WASI(fd_read)(u32 fd, const void* iovecs, u32 count, u32* result);
WASI(fd_seek)(u32 fd, u64 offset, u32 whence, u64* result);
WASI(fd_write)(u32 fd, const void* iovecs, u32 count, u32* result);
WASI(path_filestat_get)(u32 fd, u32 lookup, const char* path, u32 length, void* result);
WASI(path_open)(u32 fd, u32 lookup, const char* path, u32 length, u32 oflags, u64 rights, u64 inheriting, u32 fdflags,
                u32* result);
WASI(path_unlink_file)(u32 fd, const char* path, u32 length);
WASI(random_get)(void* buffer, u32 length);

enum { DIRECTORY = 3, CREAT = 1, CALLS = 100000, PIECE = 65536, SMALL = 16, MONOTONIC = 1, REALTIME = 0 };
#define TOTAL (1ull << 30)
#define READING ((1ull << 1) | (1ull << 2) | (1ull << 5) | (1ull << 21))
#define WRITING ((1ull << 6) | READING)

static char piece[PIECE];
static char result[64];

static void check(int error, const char* what) {
  if (error == 0) return;
  fprintf(stderr, "%s: errno %d\n", what, error);
  exit(1);
}
#define CHECK(call) check(call, #call)

static u64 now(void) {
  u64 time = 0;
  CHECK(raw_clock_time_get(MONOTONIC, 1, &time));
  return time;
}

static void report(const char* name, u64 begin) { printf("%s: %llu\n", name, (unsigned long long)(now() - begin)); }

static u32 open_file(const char* name, u32 oflags, u64 rights) {
  u32 fd = 0;
  CHECK(raw_path_open(DIRECTORY, 0, name, strlen(name), oflags, rights, 0, 0, &fd));
  return fd;
}

static u32 transfer(int (*run)(u32, const void*, u32, u32*), u32 fd, u32 size) {
  const struct {
    void* data;
    u32 size;
  } list = {piece, size};
  u32 done = 0;
  check(run(fd, &list, 1, &done), "transfer");
  return done;
}
static u32 read_fd(u32 fd, u32 size) { return transfer(raw_fd_read, fd, size); }
static u32 write_fd(u32 fd, u32 size) { return transfer(raw_fd_write, fd, size); }

static void rewind_fd(u32 fd) {
  u64 position;
  CHECK(raw_fd_seek(fd, 0, 0, &position));
}

static void copy(u32 from, u32 to) {
  for (u64 done = 0; done < TOTAL; done += PIECE) {
    if (read_fd(from, PIECE) != PIECE || write_fd(to, PIECE) != PIECE) check(1, "copy");
  }
}

static void prepare(u32 fd) {
  for (u64 done = 0; done < TOTAL; done += PIECE) write_fd(fd, PIECE);
  rewind_fd(fd);
}

static u32 open_and_close(void) {
  const u32 fd = open_file("from", 0, READING);
  CHECK(raw_fd_close(fd));
  return fd;
}

#define MEASURE(name, call)                       \
  do {                                            \
    const u64 begin = now();                      \
    for (u32 i = 0; i < CALLS; ++i) (void)(call); \
    report(name, begin);                          \
  } while (0)

int main(void) {
  const u32 from = open_file("from", CREAT, WRITING), to = open_file("to", CREAT, WRITING);
  prepare(from);
  prepare(to);  // so that no engine is the one that has to find room on the disk
  const u64 begin = now();
  copy(from, to);
  report("copy of 1 GiB", begin);
  rewind_fd(from);
  rewind_fd(to);
  u64 position;
  MEASURE("fd_read, 16 bytes", read_fd(from, SMALL));
  MEASURE("fd_write, 16 bytes", write_fd(to, SMALL));
  MEASURE("fd_seek", raw_fd_seek(from, 0, 0, &position));
  MEASURE("fd_fdstat_get", raw_fd_fdstat_get(from, result));
  MEASURE("fd_filestat_get", raw_fd_filestat_get(from, result));
  MEASURE("path_filestat_get", raw_path_filestat_get(DIRECTORY, 0, "from", 4, result));
  MEASURE("path_open, fd_close", open_and_close());
  MEASURE("clock_time_get", raw_clock_time_get(REALTIME, 1, &position));
  MEASURE("random_get, 16 bytes", raw_random_get(result, SMALL));
  CHECK(raw_path_unlink_file(DIRECTORY, "from", 4));
  CHECK(raw_path_unlink_file(DIRECTORY, "to", 2));
  return 0;
}
