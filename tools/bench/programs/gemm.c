// C = alpha A B + beta C in floats, in the order that a compiler can vectorise.
#include "tools/bench/programs/bench.h"

enum { rows = 320, columns = 340, inner = 360, rounds = 20 };
static float a[rows][inner], b[inner][columns], c[rows][columns];

static void gemm(float alpha, float beta) {
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < columns; j++) c[i][j] *= beta;
    for (int k = 0; k < inner; k++) {
      for (int j = 0; j < columns; j++) c[i][j] += alpha * a[i][k] * b[k][j];
    }
  }
}

static void fill(float* values, int count) {
  for (int i = 0; i < count; i++) values[i] = bench_random() % 4096 / 4096.0f;
}

int main(void) {
  fill(a[0], rows * inner);
  fill(b[0], inner * columns);
  fill(c[0], rows * columns);
  bench_start();
  for (int round = 0; round < rounds; round++) gemm(1.5f, 0.75f);
  bench_end();
  bench_result(bench_hash(0, c, sizeof c));
}
