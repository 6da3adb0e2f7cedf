// Multiplies matrices of doubles that are rows behind pointers, a column at a time.
#include <stdlib.h>

#include "tools/bench/programs/bench.h"

enum { size = 240, rounds = 6 };

static double** make(void) {
  double** matrix = malloc(size * sizeof *matrix);
  for (int row = 0; row < size; row++) {
    matrix[row] = malloc(size * sizeof **matrix);
    for (int column = 0; column < size; column++) matrix[row][column] = bench_random() % 1000 / 8.0;
  }
  return matrix;
}

static void multiply(double** a, double** b, double** product) {
  for (int row = 0; row < size; row++) {
    for (int column = 0; column < size; column++) {
      double sum = 0;
      for (int i = 0; i < size; i++) sum += a[row][i] * b[i][column];
      product[row][column] = sum;
    }
  }
}

int main(void) {
  double **a = make(), **b = make(), **product = make();
  uint64_t hash = 0;
  bench_start();
  for (int round = 0; round < rounds; round++) {
    multiply(a, b, product);
    a[round][round] = product[round][size - 1] / 1e6;
    hash = bench_hash(hash, product[round * 7], size * sizeof **product);
  }
  bench_end();
  bench_result(hash);
}
