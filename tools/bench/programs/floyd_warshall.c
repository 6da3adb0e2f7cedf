// The shortest paths between all nodes of a dense graph.
#include "tools/bench/programs/bench.h"

enum { size = 480 };
static int path[size][size];

static void shorten(void) {
  for (int k = 0; k < size; k++) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        const int through = path[i][k] + path[k][j];
        path[i][j] = path[i][j] < through ? path[i][j] : through;
      }
    }
  }
}

int main(void) {
  for (int i = 0; i < size; i++) {
    for (int j = 0; j < size; j++) path[i][j] = i == j ? 0 : bench_random() % 1000 + 1;
  }
  bench_start();
  shorten();
  bench_end();
  bench_result(bench_hash(0, path, sizeof path));
}
