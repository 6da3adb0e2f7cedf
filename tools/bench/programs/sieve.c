// Counts primes with the sieve of Eratosthenes.
#include "tools/bench/programs/bench.h"

enum { limit = 4000000, rounds = 4 };
static uint8_t composite[limit + 1];

static uint32_t count_primes(uint32_t most) {
  for (uint32_t i = 0; i <= most; i++) composite[i] = 0;
  uint32_t primes = 0;
  for (uint32_t i = 2; i <= most; i++) {
    if (composite[i]) continue;
    primes++;
    for (uint64_t multiple = (uint64_t)i * i; multiple <= most; multiple += i) composite[multiple] = 1;
  }
  return primes;
}

int main(void) {
  uint64_t hash = 0;
  bench_start();
  for (uint32_t round = 0; round < rounds; round++) hash = hash * 31 + count_primes(limit - 10 * round);
  bench_end();
  bench_result(hash);
}
