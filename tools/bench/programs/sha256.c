// SHA-256 (FIPS 180-4) of a buffer, again and again, each digest written back into it.
#include <string.h>

#include "tools/bench/programs/bench.h"

enum { size = 64 * 1024, rounds = 220 };
static unsigned char buffer[size];
static uint32_t constants[64];

// The first 32 bits of the fractional parts of a prime's root, by comparing integers.
static uint32_t fraction_of_cube_root(uint64_t prime) {
  unsigned __int128 root = 0;
  for (int bit = 34; bit >= 0; bit--) {
    const unsigned __int128 tried = root | (unsigned __int128)1 << bit;
    if (tried * tried * tried <= (unsigned __int128)prime << 96) root = tried;
  }
  return (uint32_t)root;
}

static uint32_t fraction_of_square_root(uint64_t prime) {
  unsigned __int128 root = 0;
  for (int bit = 36; bit >= 0; bit--) {
    const unsigned __int128 tried = root | (unsigned __int128)1 << bit;
    if (tried * tried <= (unsigned __int128)prime << 64) root = tried;
  }
  return (uint32_t)root;
}

static void make_constants(uint32_t state[8]) {
  int found = 0;
  for (uint32_t candidate = 2; found < 64; candidate++) {
    int prime = 1;
    for (uint32_t divisor = 2; divisor * divisor <= candidate; divisor++) prime &= candidate % divisor != 0;
    if (!prime) continue;
    if (found < 8) state[found] = fraction_of_square_root(candidate);
    constants[found++] = fraction_of_cube_root(candidate);
  }
}

static uint32_t rotate(uint32_t word, int bits) { return word >> bits | word << (32 - bits); }

static void expand(const unsigned char* block, uint32_t words[64]) {
  for (int i = 0; i < 16; i++) {
    words[i] = (uint32_t)block[4 * i] << 24 | block[4 * i + 1] << 16 | block[4 * i + 2] << 8 | block[4 * i + 3];
  }
  for (int i = 16; i < 64; i++) {
    const uint32_t a = words[i - 15], b = words[i - 2];
    words[i] = words[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + words[i - 7] +
               (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
  }
}

static void compress(uint32_t state[8], const unsigned char* block) {
  uint32_t words[64];
  expand(block, words);
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6],
           h = state[7];
  for (int i = 0; i < 64; i++) {
    const uint32_t first =
        h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + words[i];
    const uint32_t second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + first, d = c, c = b, b = a, a = first + second;
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e, state[5] += f, state[6] += g,
      state[7] += h;
}

int main(void) {
  uint32_t initial[8];
  make_constants(initial);
  for (int i = 0; i < size; i++) buffer[i] = bench_random();
  uint32_t state[8];
  bench_start();
  for (int round = 0; round < rounds; round++) {
    memcpy(state, initial, sizeof state);
    for (int at = 0; at < size; at += 64) compress(state, buffer + at);
    memcpy(buffer + round * 64, state, sizeof state);
  }
  bench_end();
  bench_result(bench_hash(0, state, sizeof state));
}
