// The Mandelbrot set as a picture of bits.
#include "tools/bench/programs/bench.h"

enum { size = 480, iterations = 50, rounds = 5 };
static uint8_t picture[size][size / 8];

static int escapes(double real, double imaginary) {
  double x = 0, y = 0, xx = 0, yy = 0;
  for (int i = 0; i < iterations; i++) {
    y = 2 * x * y + imaginary;
    x = xx - yy + real;
    xx = x * x;
    yy = y * y;
    if (xx + yy > 4) return 1;
  }
  return 0;
}

static void draw(double zoom) {
  for (int row = 0; row < size; row++) {
    for (int column = 0; column < size; column++) {
      const double real = zoom * (2.0 * column / size - 1.0) - 0.5, imaginary = zoom * (2.0 * row / size - 1.0);
      picture[row][column / 8] = picture[row][column / 8] << 1 | !escapes(real, imaginary);
    }
  }
}

int main(void) {
  uint64_t hash = 0;
  bench_start();
  for (int round = 0; round < rounds; round++) {
    draw(1.5 - 0.25 * round);
    hash = bench_hash(hash, picture, sizeof picture);
  }
  bench_end();
  bench_result(hash);
}
