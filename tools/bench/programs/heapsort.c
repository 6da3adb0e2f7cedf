// Sorts doubles in place through a heap: branches that can't be predicted, and memory at a distance.
#include "tools/bench/programs/bench.h"

enum { count = 400000, rounds = 3 };
static double numbers[count];

static void sift_down(double* heap, size_t at, size_t size) {
  const double value = heap[at];
  for (size_t child; (child = 2 * at + 1) < size; at = child) {
    if (child + 1 < size && heap[child] < heap[child + 1]) child++;
    if (heap[child] <= value) break;
    heap[at] = heap[child];
  }
  heap[at] = value;
}

static void heapsort_doubles(double* heap, size_t size) {
  for (size_t at = size / 2; at-- > 0;) sift_down(heap, at, size);
  for (size_t last = size; last-- > 1;) {
    const double largest = heap[0];
    heap[0] = heap[last];
    heap[last] = largest;
    sift_down(heap, 0, last);
  }
}

int main(void) {
  uint64_t hash = 0;
  bench_start();
  for (int round = 0; round < rounds; round++) {
    for (int i = 0; i < count; i++) numbers[i] = bench_random() / 4096.0;
    heapsort_doubles(numbers, count);
    for (int i = 0; i < count; i += 100) hash = hash * 31 + (uint64_t)(numbers[i] * 16);
  }
  bench_end();
  bench_result(hash);
}
