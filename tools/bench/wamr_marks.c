// bench.start and bench.end for WAMR's iwasm, which takes native functions from a library (--native-lib).
#include <stdint.h>
#include <stdio.h>
#include <time.h>

// As WAMR's wasm_export.h has it.
struct NativeSymbol {
  const char* name;
  void* function;
  const char* signature;
  void* attachment;
};

static long long now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long long started, cpu_started;

static void start(void* environment) {
  (void)environment;
  started = now(CLOCK_MONOTONIC);
  cpu_started = now(CLOCK_THREAD_CPUTIME_ID);
}

static void end(void* environment) {
  (void)environment;
  const long long cpu = now(CLOCK_THREAD_CPUTIME_ID) - cpu_started;
  fprintf(stderr, "bench: %lld ns\nbench: %lld ns of CPU time\n", now(CLOCK_MONOTONIC) - started, cpu);
}

uint32_t get_native_lib(char** module, struct NativeSymbol** symbols) {
  static char name[] = "bench";
  static struct NativeSymbol all[] = {{"start", (void*)start, "()", 0}, {"end", (void*)end, "()", 0}};
  *module = name;
  *symbols = all;
  return sizeof all / sizeof all[0];
}
