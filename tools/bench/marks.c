// The functions bench.start and bench.end as a module of its own, for engines that link modules with each other: prints
// the time between them in the words of `wasmload --bench`, and the thread's CPU time where the engine tells it.
#include <stddef.h>
#include <stdint.h>

#define IMPORT(name) __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name))) name
#define EXPORT(name) __attribute__((export_name(name)))

enum { monotonic = 1, thread_cpu_time = 3, standard_error = 2 };

struct Text {
  const char* bytes;
  size_t size;
};

int32_t IMPORT(clock_time_get)(int32_t clock, uint64_t precision, uint64_t* time);
int32_t IMPORT(fd_write)(int32_t descriptor, const struct Text* texts, size_t count, size_t* written);

static uint64_t started, cpu_started;
static int32_t has_cpu_time;

// In one piece: not every engine writes more than the first at once.
static void print(uint64_t nanoseconds, const char* unit) {
  char line[64] = "bench: ", digits[20];
  size_t size = 7, count = 0, written;
  do digits[count++] = '0' + nanoseconds % 10;
  while (nanoseconds /= 10);
  while (count) line[size++] = digits[--count];
  while (*unit) line[size++] = *unit++;
  const struct Text text = {line, size};
  fd_write(standard_error, &text, 1, &written);
}

EXPORT("start") void start(void) {
  clock_time_get(monotonic, 1, &started);
  has_cpu_time = clock_time_get(thread_cpu_time, 1, &cpu_started) == 0;
}

EXPORT("end") void end(void) {
  uint64_t ended, cpu_ended;
  if (has_cpu_time) clock_time_get(thread_cpu_time, 1, &cpu_ended);
  clock_time_get(monotonic, 1, &ended);
  print(ended - started, " ns\n");
  if (has_cpu_time) print(cpu_ended - cpu_started, " ns of CPU time\n");
}
