// What the benchmark programs share: marks around the part to time, and the line with the result.
//
// As a WebAssembly module a program leaves the time to whoever runs it, by the imports bench.start and bench.end;
// natively it prints the time itself, in the same words as `wasmload --bench`. Both forms print the same result, so
// that it shows when they don't do the same work. Random numbers and hashes are here as well, since those of the
// libraries differ.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __wasm__
#ifdef __cplusplus
extern "C" {
#endif
void bench_start(void) __attribute__((import_module("bench"), import_name("start")));
void bench_end(void) __attribute__((import_module("bench"), import_name("end")));
#ifdef __cplusplus
}
#endif
#else
#include <time.h>

static long long bench_now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long long bench_started, bench_cpu_started;

static inline void bench_start(void) {
  bench_started = bench_now(CLOCK_MONOTONIC);
  bench_cpu_started = bench_now(CLOCK_THREAD_CPUTIME_ID);
  __asm__ volatile("" ::: "memory");
}

static inline void bench_end(void) {
  __asm__ volatile("" ::: "memory");
  const long long cpu = bench_now(CLOCK_THREAD_CPUTIME_ID) - bench_cpu_started;
  fprintf(stderr, "bench: %lld ns\nbench: %lld ns of CPU time\n", bench_now(CLOCK_MONOTONIC) - bench_started, cpu);
}
#endif

// A xorshift generator: the same numbers everywhere.
static inline uint32_t bench_random(void) {
  static uint32_t state = 2463534242u;
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state;
}

// FNV-1a over bytes, beginning with what came before.
static inline uint64_t bench_hash(uint64_t hash, const void* data, size_t size) {
  const unsigned char* bytes = (const unsigned char*)data;
  for (size_t i = 0; i < size; i++) hash = (hash ^ bytes[i]) * 1099511628211u;
  return hash;
}

// The line that says what came out. Without printf, which would be most of the module.
static inline void bench_result(uint64_t result) {
  char text[] = "result: ................";
  for (int i = 0; i < 16; i++) text[8 + i] = "0123456789abcdef"[result >> (60 - 4 * i) & 15];
  puts(text);
}
