// Compresses text by references to what came before, found through chains of hashes, and unpacks it again.
#include <string.h>

#include "tools/bench/programs/text.h"

enum {
  size = 512 * 1024,
  rounds = 6,
  hash_bits = 15,
  window = 1 << 16,
  least_match = 4,
  most_match = 255 + least_match,
  most_tries = 24
};
static unsigned char text[size + 8], packed[size * 2], unpacked[size];
static int32_t head[1 << hash_bits], previous[window];

static uint32_t hash_at(const unsigned char* data) {
  uint32_t word;
  memcpy(&word, data, sizeof word);
  return word * 2654435761u >> (32 - hash_bits);
}

static int match_length(const unsigned char* a, const unsigned char* b, int most) {
  int length = 0;
  while (length < most && a[length] == b[length]) length++;
  return length;
}

struct Match {
  int length, distance;
};

static struct Match longest_match(int at) {
  struct Match best = {0, 0};
  const int most = size - at < most_match ? size - at : most_match;
  int candidate = head[hash_at(text + at)];
  for (int tries = 0; tries < most_tries && candidate >= 0 && at - candidate < window; tries++) {
    if (text[candidate + best.length] == text[at + best.length]) {
      const int length = match_length(text + candidate, text + at, most);
      if (length > best.length) best = (struct Match){length, at - candidate};
      if (length == most) break;
    }
    candidate = previous[candidate % window];
  }
  return best;
}

static void remember(int at) {
  int32_t* chain = &head[hash_at(text + at)];
  previous[at % window] = *chain;
  *chain = at;
}

// Tokens: 0, count, that many bytes; or 1, length - least_match, two bytes of distance.
static int pack(void) {
  for (int i = 0; i < 1 << hash_bits; i++) head[i] = -1;
  int out = 0, literals = -1;
  for (int at = 0; at < size;) {
    const struct Match match = longest_match(at);
    if (match.length >= least_match) {
      packed[out++] = 1;
      packed[out++] = match.length - least_match;
      packed[out++] = match.distance;
      packed[out++] = match.distance >> 8;
      literals = -1;
      for (int end = at + match.length; at < end; at++) remember(at);
      continue;
    }
    if (literals < 0 || packed[literals] == 255) {
      packed[out++] = 0;
      literals = out;
      packed[out++] = 0;
    }
    packed[literals]++;
    packed[out++] = text[at];
    remember(at++);
  }
  return out;
}

static void unpack(int packed_size) {
  int out = 0;
  for (int at = 0; at < packed_size;) {
    if (packed[at] == 0) {
      memcpy(unpacked + out, packed + at + 2, packed[at + 1]);
      out += packed[at + 1];
      at += 2 + packed[at + 1];
      continue;
    }
    const int distance = packed[at + 2] | packed[at + 3] << 8;
    for (int end = out + packed[at + 1] + least_match; out < end; out++) unpacked[out] = unpacked[out - distance];
    at += 4;
  }
}

int main(void) {
  uint64_t hash = 0;
  make_text((char*)text, size);
  bench_start();
  for (int round = 0; round < rounds; round++) {
    text[round * 1000] ^= 1;
    const int packed_size = pack();
    unpack(packed_size);
    hash = hash * 31 + packed_size + (memcmp(text, unpacked, size) == 0);
  }
  bench_end();
  bench_result(bench_hash(hash, packed, 4096));
}
