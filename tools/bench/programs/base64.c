// Encodes bytes as base64 and decodes them again.
#include <string.h>

#include "tools/bench/programs/bench.h"

enum { size = 96 * 1024, encoded_size = size / 3 * 4, rounds = 700 };
static unsigned char plain[size], decoded[size];
static char encoded[encoded_size];
static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static unsigned char value_of[256];

static void encode(const unsigned char* from, char* to) {
  for (int i = 0; i < size; i += 3, to += 4) {
    const uint32_t group = from[i] << 16 | from[i + 1] << 8 | from[i + 2];
    to[0] = letters[group >> 18];
    to[1] = letters[group >> 12 & 63];
    to[2] = letters[group >> 6 & 63];
    to[3] = letters[group & 63];
  }
}

static int decode(const char* from, unsigned char* to) {
  for (int i = 0; i < encoded_size; i += 4, to += 3) {
    const uint32_t a = value_of[(unsigned char)from[i]], b = value_of[(unsigned char)from[i + 1]];
    const uint32_t c = value_of[(unsigned char)from[i + 2]], d = value_of[(unsigned char)from[i + 3]];
    if ((a | b | c | d) & 128) return 0;
    const uint32_t group = a << 18 | b << 12 | c << 6 | d;
    to[0] = group >> 16;
    to[1] = group >> 8;
    to[2] = group;
  }
  return 1;
}

int main(void) {
  memset(value_of, 128, sizeof value_of);
  for (int i = 0; i < 64; i++) value_of[(unsigned char)letters[i]] = i;
  for (int i = 0; i < size; i++) plain[i] = bench_random();
  uint64_t right = 0;
  bench_start();
  for (int round = 0; round < rounds; round++) {
    plain[round] ^= round;
    encode(plain, encoded);
    right += decode(encoded, decoded) && decoded[round] == plain[round];
  }
  bench_end();
  bench_result(bench_hash(right, encoded, encoded_size));
}
