// Smooths a grid of doubles by five-point averages, there and back between two arrays.
#include "tools/bench/programs/bench.h"

enum { size = 500, steps = 300 };
static double a[size][size], b[size][size];

static void smooth(double from[size][size], double to[size][size]) {
  for (int i = 1; i < size - 1; i++) {
    for (int j = 1; j < size - 1; j++) {
      to[i][j] = 0.2 * (from[i][j] + from[i][j - 1] + from[i][j + 1] + from[i + 1][j] + from[i - 1][j]);
    }
  }
}

int main(void) {
  for (int i = 0; i < size; i++) {
    for (int j = 0; j < size; j++) a[i][j] = b[i][j] = bench_random() % 1000 / 10.0;
  }
  bench_start();
  for (int step = 0; step < steps; step++) {
    smooth(a, b);
    smooth(b, a);
  }
  bench_end();
  bench_result(bench_hash(0, a, sizeof a));
}
