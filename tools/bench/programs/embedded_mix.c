// What small controllers do, in turn: a linked list searched and sorted, matrices of 16 bits, a state machine that
// reads numbers, each step's result in a CRC.
#include "tools/bench/programs/bench.h"

enum { list_size = 200, matrix_size = 24, rounds = 4000 };

static uint16_t crc16(uint16_t crc, uint32_t word) {
  for (int bit = 0; bit < 16; bit++, word >>= 1) {
    const int out = (crc ^ word) & 1;
    crc >>= 1;
    if (out) crc ^= 0xa001;
  }
  return crc;
}

struct Item {
  struct Item* next;
  int16_t value, index;
};
static struct Item items[list_size];

static int by_value(const struct Item* a, const struct Item* b) { return a->value - b->value; }
static int by_index(const struct Item* a, const struct Item* b) { return a->index - b->index; }

static struct Item* merge(struct Item* a, struct Item* b, int (*compare)(const struct Item*, const struct Item*)) {
  struct Item head, *tail = &head;
  while (a && b) {
    struct Item** least = compare(a, b) <= 0 ? &a : &b;
    tail->next = *least;
    tail = *least;
    *least = tail->next;
  }
  tail->next = a ? a : b;
  return head.next;
}

static struct Item* sort(struct Item* list, int count, int (*compare)(const struct Item*, const struct Item*)) {
  if (count < 2) {
    list->next = 0;
    return list;
  }
  struct Item* second = list;
  for (int i = 0; i < count / 2; i++) second = second->next;
  struct Item* sorted = sort(second, count - count / 2, compare);
  return merge(sort(list, count / 2, compare), sorted, compare);
}

static struct Item* reverse(struct Item* list) {
  struct Item* reversed = 0;
  while (list) {
    struct Item* next = list->next;
    list->next = reversed;
    reversed = list;
    list = next;
  }
  return reversed;
}

static uint16_t use_list(uint16_t crc, int round) {
  struct Item* list = items;
  for (int wanted = round; wanted < round + 4; wanted++) {
    struct Item* item = list;
    while (item && item->value != (wanted & 255)) item = item->next;
    crc = crc16(crc, item ? (uint32_t)item->index : 0xffff);
    list = reverse(list);
  }
  list = sort(list, list_size, by_value);
  crc = crc16(crc, (uint16_t)(list->index + list->next->value));
  list = sort(list, list_size, by_index);
  list->value ^= round & 255;
  return crc;
}

static int16_t a[matrix_size][matrix_size], b[matrix_size][matrix_size];
static int32_t product[matrix_size][matrix_size];

static uint16_t use_matrices(uint16_t crc, int16_t scale) {
  int32_t sum = 0;
  for (int i = 0; i < matrix_size; i++) {
    for (int j = 0; j < matrix_size; j++) {
      int32_t cell = 0;
      for (int k = 0; k < matrix_size; k++) cell += a[i][k] * b[k][j];
      product[i][j] = cell;
      sum += (cell >> 2 & 15) * (cell >> 5 & 127);
    }
  }
  for (int i = 0; i < matrix_size; i++) {
    for (int j = 0; j < matrix_size; j++) a[i][j] = (a[i][j] + scale) & 1023;
  }
  return crc16(crc, (uint32_t)sum);
}

enum State { start, sign, integer, point, fraction, exponent, scientific, invalid, states };

static enum State next_state(enum State state, char letter) {
  const int digit = letter >= '0' && letter <= '9';
  switch (state) {
    case start: return digit ? integer : letter == '+' || letter == '-' ? sign : letter == '.' ? point : invalid;
    case sign: return digit ? integer : letter == '.' ? point : invalid;
    case integer: return digit ? integer : letter == '.' ? fraction : letter == 'e' ? exponent : invalid;
    case point: return digit ? fraction : invalid;
    case fraction: return digit ? fraction : letter == 'e' ? exponent : invalid;
    case exponent: return digit || letter == '-' ? scientific : invalid;
    case scientific: return digit ? scientific : invalid;
    default: return invalid;
  }
}

static char input[] =
    "5012,1234,-874,+122,35.54400,.1234500,-110.700,+0.64400,5.500e3,-.123e-2,-87e832,T0.3e-1F,-T.T++Tq,1T3.4e4z,34.0e-"
    "T^,";

static uint16_t use_states(uint16_t crc, int round) {
  uint32_t visits[states] = {0};
  const int changed = round % (int)(sizeof input - 1);
  const char saved = input[changed];
  if (saved != ',') input[changed] ^= round & 3;
  enum State state = start;
  for (const char* letter = input; *letter; letter++) {
    state = *letter == ',' ? start : next_state(state, *letter);
    visits[state]++;
  }
  input[changed] = saved;
  for (int i = 0; i < states; i++) crc = crc16(crc, visits[i]);
  return crc;
}

int main(void) {
  for (int i = 0; i < list_size; i++) {
    items[i] = (struct Item){i + 1 < list_size ? &items[i + 1] : 0, bench_random() & 255, i};
  }
  for (int i = 0; i < matrix_size; i++) {
    for (int j = 0; j < matrix_size; j++) {
      a[i][j] = bench_random() & 1023;
      b[i][j] = bench_random() & 1023;
    }
  }
  uint16_t crc = 0;
  bench_start();
  for (int round = 0; round < rounds; round++) {
    crc = use_list(crc, round);
    crc = use_matrices(crc, round & 7);
    for (int i = 0; i < 8; i++) crc = use_states(crc, round * 8 + i);
  }
  bench_end();
  bench_result(crc);
}
