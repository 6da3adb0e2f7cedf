// How many bases of an RNA sequence can pair: dynamic programming over a triangle.
#include "tools/bench/programs/bench.h"

enum { size = 700, rounds = 2 };
static char bases[size];
static int pairs[size][size];

static int greater(int a, int b) { return a > b ? a : b; }

static int fold(void) {
  for (int i = size - 1; i >= 0; i--) {
    for (int j = i + 1; j < size; j++) {
      int best = greater(pairs[i][j - 1], pairs[i + 1][j]);
      if (i < j - 1) best = greater(best, pairs[i + 1][j - 1] + (bases[i] + bases[j] == 3));
      for (int k = i + 1; k < j; k++) best = greater(best, pairs[i][k] + pairs[k + 1][j]);
      pairs[i][j] = best;
    }
  }
  return pairs[0][size - 1];
}

int main(void) {
  uint64_t hash = 0;
  bench_start();
  for (int round = 0; round < rounds; round++) {
    for (int i = 0; i < size; i++) {
      bases[i] = bench_random() & 3;
      for (int j = 0; j < size; j++) pairs[i][j] = 0;
    }
    hash = hash * 1000 + (uint64_t)fold();
  }
  bench_end();
  bench_result(bench_hash(hash, pairs, sizeof pairs));
}
