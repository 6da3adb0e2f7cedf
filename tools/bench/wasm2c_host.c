// What wasm2c's output needs to become a program: main, bench.start and bench.end, and those functions of WASI that
// benchmark modules import. The current folder is the one directory, as `.`; descriptors are the system's own. Not a
// sandbox.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include <program.h>
#include <wasm-rt-impl.h>

enum { folder = 3, most_texts = 16 };
enum { success = 0, bad_descriptor = 8, invalid = 28, input_output = 29, no_entry = 44, not_supported = 52 };

#define WASI(name) Z_wasi_snapshot_preview1Z_##name
typedef struct Z_wasi_snapshot_preview1_instance_t Wasi;
typedef struct Z_bench_instance_t Bench;

static Z_program_instance_t instance;

static u8* at(u32 address) { return Z_programZ_memory(&instance)->data + address; }
static void store32(u32 address, u32 value) { memcpy(at(address), &value, sizeof value); }
static void store64(u32 address, u64 value) { memcpy(at(address), &value, sizeof value); }

static u32 failure(void) { return errno == ENOENT ? no_entry : errno == EBADF ? bad_descriptor : input_output; }

static u64 now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * 1000000000ull + time.tv_nsec;
}

static u64 started, cpu_started;

void Z_benchZ_start(Bench* bench) {
  (void)bench;
  started = now(CLOCK_MONOTONIC);
  cpu_started = now(CLOCK_THREAD_CPUTIME_ID);
}

void Z_benchZ_end(Bench* bench) {
  (void)bench;
  const u64 cpu = now(CLOCK_THREAD_CPUTIME_ID) - cpu_started, wall = now(CLOCK_MONOTONIC) - started;
  fprintf(stderr, "bench: %llu ns\nbench: %llu ns of CPU time\n", (unsigned long long)wall, (unsigned long long)cpu);
}

// One string, as the only argument or the only variable: their number and size, then itself behind a pointer.
static u32 one_size(u32 count, u32 size, const char* text) {
  store32(count, 1);
  store32(size, (u32)strlen(text) + 1);
  return success;
}

static u32 one_string(u32 pointers, u32 buffer, const char* text) {
  store32(pointers, buffer);
  memcpy(at(buffer), text, strlen(text) + 1);
  return success;
}

u32 WASI(args_sizes_get)(Wasi* w, u32 count, u32 size) { return (void)w, one_size(count, size, "benchmark.wasm"); }
u32 WASI(args_get)(Wasi* w, u32 pointers, u32 buffer) {
  return (void)w, one_string(pointers, buffer, "benchmark.wasm");
}
u32 WASI(environ_sizes_get)(Wasi* w, u32 count, u32 size) { return (void)w, one_size(count, size, "LANG=C"); }
u32 WASI(environ_get)(Wasi* w, u32 pointers, u32 buffer) { return (void)w, one_string(pointers, buffer, "LANG=C"); }

u32 WASI(clock_time_get)(Wasi* w, u32 clock, u64 precision, u32 time) {
  (void)w, (void)precision;
  store64(time, now(clock == 0 ? CLOCK_REALTIME : CLOCK_MONOTONIC));
  return success;
}

u32 WASI(random_get)(Wasi* w, u32 buffer, u32 size) {
  (void)w;
  for (u32 done = 0; done < size;) {
    const ssize_t more = getrandom(at(buffer + done), size - done, 0);
    if (more < 0) return failure();
    done += (u32)more;
  }
  return success;
}

u32 WASI(poll_oneoff)(Wasi* w, u32 in, u32 out, u32 count, u32 events) {
  return (void)w, (void)in, (void)out, (void)count, (void)events, not_supported;
}

void WASI(proc_exit)(Wasi* w, u32 code) {
  (void)w;
  exit((int)code);
}

static u8 file_type(const struct stat* status) {
  return S_ISDIR(status->st_mode) ? 3 : S_ISREG(status->st_mode) ? 4 : S_ISCHR(status->st_mode) ? 2 : 0;
}

static void store_status(u32 result, const struct stat* status) {
  memset(at(result), 0, 64);
  store64(result, status->st_dev);
  store64(result + 8, status->st_ino);
  *at(result + 16) = file_type(status);
  store64(result + 24, status->st_nlink);
  store64(result + 32, (u64)status->st_size);
  store64(result + 48, status->st_mtim.tv_sec * 1000000000ull + status->st_mtim.tv_nsec);
}

u32 WASI(fd_fdstat_get)(Wasi* w, u32 descriptor, u32 result) {
  (void)w;
  struct stat status;
  if (fstat((int)descriptor, &status) != 0) return failure();
  memset(at(result), 0, 24);
  *at(result) = file_type(&status);
  store64(result + 8, ~0ull);
  store64(result + 16, ~0ull);
  return success;
}

u32 WASI(fd_filestat_get)(Wasi* w, u32 descriptor, u32 result) {
  (void)w;
  struct stat status;
  if (fstat((int)descriptor, &status) != 0) return failure();
  store_status(result, &status);
  return success;
}

u32 WASI(fd_prestat_get)(Wasi* w, u32 descriptor, u32 result) {
  (void)w;
  if (descriptor != folder) return bad_descriptor;
  store32(result, 0);
  store32(result + 4, 1);
  return success;
}

u32 WASI(fd_prestat_dir_name)(Wasi* w, u32 descriptor, u32 path, u32 size) {
  (void)w;
  if (descriptor != folder || size < 1) return invalid;
  *at(path) = '.';
  return success;
}

// The module's list of texts as the system's; returns how many.
static int list_texts(struct iovec* list, u32 texts, u32 count) {
  const u32 taken = count < most_texts ? count : most_texts;
  for (u32 i = 0; i < taken; i++) {
    u32 pair[2];
    memcpy(pair, at(texts + 8 * i), sizeof pair);
    list[i] = (struct iovec){at(pair[0]), pair[1]};
  }
  return (int)taken;
}

u32 WASI(fd_read)(Wasi* w, u32 descriptor, u32 texts, u32 count, u32 size) {
  (void)w;
  struct iovec list[most_texts];
  const ssize_t done = readv((int)descriptor, list, list_texts(list, texts, count));
  if (done < 0) return failure();
  store32(size, (u32)done);
  return success;
}

u32 WASI(fd_write)(Wasi* w, u32 descriptor, u32 texts, u32 count, u32 size) {
  (void)w;
  struct iovec list[most_texts];
  const ssize_t done = writev((int)descriptor, list, list_texts(list, texts, count));
  if (done < 0) return failure();
  store32(size, (u32)done);
  return success;
}

u32 WASI(fd_seek)(Wasi* w, u32 descriptor, u64 offset, u32 whence, u32 result) {
  (void)w;
  const off_t place = lseek((int)descriptor, (off_t)offset, whence == 0 ? SEEK_SET : whence == 1 ? SEEK_CUR : SEEK_END);
  if (place < 0) return failure();
  store64(result, (u64)place);
  return success;
}

u32 WASI(fd_close)(Wasi* w, u32 descriptor) { return (void)w, close((int)descriptor) == 0 ? success : failure(); }
u32 WASI(fd_sync)(Wasi* w, u32 descriptor) { return (void)w, fsync((int)descriptor) == 0 ? success : failure(); }

static const char* path_text(u32 path, u32 size) {
  static char text[4096];
  snprintf(text, sizeof text, "%.*s", (int)size, (const char*)at(path));
  return text;
}

u32 WASI(path_open)(Wasi* w, u32 base, u32 lookup, u32 path, u32 size, u32 how, u64 rights, u64 inherited, u32 flags,
                    u32 result) {
  (void)w, (void)lookup, (void)how, (void)rights, (void)inherited, (void)flags;
  const int descriptor = openat((int)base, path_text(path, size), O_RDONLY);
  if (descriptor < 0) return failure();
  store32(result, (u32)descriptor);
  return success;
}

u32 WASI(path_filestat_get)(Wasi* w, u32 base, u32 lookup, u32 path, u32 size, u32 result) {
  (void)w, (void)lookup;
  struct stat status;
  if (fstatat((int)base, path_text(path, size), &status, 0) != 0) return failure();
  store_status(result, &status);
  return success;
}

// How many instances of imported modules it takes depends on the module; those left over do no harm.
static void instantiate(void) {
  ((void (*)(Z_program_instance_t*, void*, void*))Z_program_instantiate)(&instance, 0, 0);
}

int main(void) {
  const int opened = open(".", O_RDONLY | O_DIRECTORY);
  if (opened != folder) dup2(opened, folder);
  wasm_rt_init();
  Z_program_init_module();
  instantiate();
  const wasm_rt_trap_t trap = wasm_rt_impl_try();
  if (trap != WASM_RT_TRAP_NONE) {
    fprintf(stderr, "trap: %s\n", wasm_rt_strerror(trap));
    return 134;
  }
  Z_programZ__start(&instance);
  return 0;
}
