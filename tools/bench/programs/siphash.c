// SipHash-2-4 of many short keys, as hash tables ask for.
#include <string.h>

#include "tools/bench/programs/bench.h"

enum { key_bytes = 1 << 16, keys = 5000000 };
static unsigned char bytes[key_bytes + 64];

struct State {
  uint64_t v0, v1, v2, v3;
};

static uint64_t rotate(uint64_t word, int bits) { return word << bits | word >> (64 - bits); }

static void mix(struct State* s) {
  s->v0 += s->v1, s->v1 = rotate(s->v1, 13) ^ s->v0, s->v0 = rotate(s->v0, 32);
  s->v2 += s->v3, s->v3 = rotate(s->v3, 16) ^ s->v2;
  s->v0 += s->v3, s->v3 = rotate(s->v3, 21) ^ s->v0;
  s->v2 += s->v1, s->v1 = rotate(s->v1, 17) ^ s->v2, s->v2 = rotate(s->v2, 32);
}

static void absorb(struct State* s, uint64_t word) {
  s->v3 ^= word;
  mix(s), mix(s);
  s->v0 ^= word;
}

static uint64_t siphash(const unsigned char* data, size_t size, uint64_t k0, uint64_t k1) {
  struct State s = {k0 ^ 0x736f6d6570736575u, k1 ^ 0x646f72616e646f6du, k0 ^ 0x6c7967656e657261u,
                    k1 ^ 0x7465646279746573u};
  size_t at = 0;
  for (uint64_t word; at + 8 <= size; at += 8) {
    memcpy(&word, data + at, 8);
    absorb(&s, word);
  }
  uint64_t last = (uint64_t)size << 56;
  for (int shift = 0; at < size; at++, shift += 8) last |= (uint64_t)data[at] << shift;
  absorb(&s, last);
  s.v2 ^= 0xff;
  mix(&s), mix(&s), mix(&s), mix(&s);
  return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

int main(void) {
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = bench_random();
  uint64_t hash = 0;
  bench_start();
  for (uint32_t key = 0; key < keys; key++) {
    hash += siphash(bytes + key % key_bytes, 3 + key % 30, 0x0706050403020100u, 0x0f0e0d0c0b0a0908u);
  }
  bench_end();
  bench_result(hash);
}
