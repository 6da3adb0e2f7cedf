// Sorts integers: quicksort, the median of three as pivot, short ranges by insertion.
#include "tools/bench/programs/bench.h"

enum { count = 800000, rounds = 2, short_range = 12 };
static int32_t numbers[count];

static void insertion_sort(int32_t* values, int low, int high) {
  for (int i = low + 1; i <= high; i++) {
    const int32_t value = values[i];
    int at = i;
    for (; at > low && values[at - 1] > value; at--) values[at] = values[at - 1];
    values[at] = value;
  }
}

static int32_t median(int32_t a, int32_t b, int32_t c) {
  if (a > b) {
    const int32_t swapped = a;
    a = b;
    b = swapped;
  }
  return c < a ? a : c > b ? b : c;
}

static void quicksort(int32_t* values, int low, int high) {
  while (high - low > short_range) {
    const int32_t pivot = median(values[low], values[low + (high - low) / 2], values[high]);
    int left = low, right = high;
    while (left <= right) {
      while (values[left] < pivot) left++;
      while (values[right] > pivot) right--;
      if (left > right) break;
      const int32_t swapped = values[left];
      values[left++] = values[right];
      values[right--] = swapped;
    }
    quicksort(values, low, right);
    low = left;
  }
  insertion_sort(values, low, high);
}

int main(void) {
  uint64_t hash = 0;
  bench_start();
  for (int round = 0; round < rounds; round++) {
    for (int i = 0; i < count; i++) numbers[i] = (int32_t)bench_random();
    quicksort(numbers, 0, count - 1);
    for (int i = 0; i < count; i += 100) hash = hash * 31 + (uint32_t)numbers[i];
  }
  bench_end();
  bench_result(hash);
}
