// Compresses text as bzip2 does, and unpacks it: the block's rotations sorted, their last letters moved to the front of
// a list as they come, the places in it stored by Huffman's codes.
#include <string.h>

#include "tools/bench/programs/text.h"

enum { size = 450 * 1024, longest_code = 24 };
static unsigned char text[size + 1], last[size], places[size], packed[size * 2], restored[size], unpacked[size];
static int32_t rotations[size], links[size];

static unsigned char letter(int rotation, int depth) {
  int at = rotation + depth;
  if (at >= size) at -= size;
  return text[at];
}

static int before(int a, int b, int depth) {
  for (; depth < size; depth++) {
    const int difference = letter(a, depth) - letter(b, depth);
    if (difference) return difference < 0;
  }
  return a < b;
}

static void insertion_sort(int32_t* order, int count, int depth) {
  for (int i = 1; i < count; i++) {
    const int32_t rotation = order[i];
    int at = i;
    for (; at > 0 && before(rotation, order[at - 1], depth); at--) order[at] = order[at - 1];
    order[at] = rotation;
  }
}

static void swap(int32_t* order, int a, int b) {
  const int32_t moved = order[a];
  order[a] = order[b];
  order[b] = moved;
}

// Quicksort by one letter at a time: less, equal, greater; the equal ones again by the next letter.
static void sort_rotations(int32_t* order, int count, int depth) {
  while (count > 10) {
    const int pivot = letter(order[count / 2], depth);
    int less = 0, greater = count;
    for (int i = 0; i < greater;) {
      const int compared = letter(order[i], depth);
      if (compared < pivot) {
        swap(order, less++, i++);
      } else if (compared > pivot) {
        swap(order, i, --greater);
      } else {
        i++;
      }
    }
    sort_rotations(order, less, depth);
    sort_rotations(order + greater, count - greater, depth);
    order += less, count = greater - less, depth++;
  }
  insertion_sort(order, count, depth);
}

// Returns where the text itself is among the sorted rotations.
static int transform(void) {
  int starts[257] = {0};
  for (int i = 0; i < size; i++) starts[text[i] + 1]++;
  for (int i = 0; i < 256; i++) starts[i + 1] += starts[i];
  int ends[256];
  memcpy(ends, starts, sizeof ends);
  for (int i = 0; i < size; i++) rotations[ends[text[i]]++] = i;
  for (int i = 0; i < 256; i++) sort_rotations(rotations + starts[i], ends[i] - starts[i], 1);
  int whole = 0;
  for (int i = 0; i < size; i++) {
    if (rotations[i] == 0) whole = i;
    last[i] = letter(rotations[i], size - 1);
  }
  return whole;
}

static void invert(int whole) {
  int starts[257] = {0};
  for (int i = 0; i < size; i++) starts[restored[i] + 1]++;
  for (int i = 0; i < 256; i++) starts[i + 1] += starts[i];
  for (int i = 0; i < size; i++) links[starts[restored[i]]++] = i;
  for (int i = 0, at = links[whole]; i < size; i++, at = links[at]) unpacked[i] = restored[at];
}

static void fill_list(unsigned char list[256]) {
  for (int i = 0; i < 256; i++) list[i] = i;
}

static void to_places(void) {
  unsigned char list[256];
  fill_list(list);
  for (int i = 0; i < size; i++) {
    int place = 0;
    while (list[place] != last[i]) place++;
    memmove(list + 1, list, place);
    list[0] = last[i];
    places[i] = place;
  }
}

static void from_places(void) {
  unsigned char list[256];
  fill_list(list);
  for (int i = 0; i < size; i++) {
    const int place = places[i];
    restored[i] = list[place];
    memmove(list + 1, list, place);
    list[0] = restored[i];
  }
}

// The lengths of Huffman's codes: the two rarest trees become one until one is left.
static void code_lengths(unsigned char lengths[256]) {
  uint32_t weights[512] = {0};
  int parents[512] = {0}, trees = 256;
  for (int i = 0; i < size; i++) weights[places[i]] += 64;
  for (int i = 0; i < 256; i++) weights[i] += 1;
  for (; trees < 511; trees++) {
    for (int child = 0; child < 2; child++) {
      int rarest = -1;
      for (int i = 0; i < trees; i++) {
        if (weights[i] && (rarest < 0 || weights[i] < weights[rarest])) rarest = i;
      }
      weights[trees + 1] += weights[rarest];
      weights[rarest] = 0;
      parents[rarest] = trees;
    }
    weights[trees] = weights[trees + 1];
    weights[trees + 1] = 0;
  }
  for (int i = 0; i < 256; i++) {
    lengths[i] = 0;
    for (int tree = i; tree != 510; tree = parents[tree]) lengths[i]++;
  }
}

// Canonical codes: the shorter before the longer, those of one length in the order of their values.
struct Codes {
  uint32_t code[256], first[longest_code + 2];
  int count[longest_code + 2];
  unsigned char lengths[256], sorted[256];
};

static void make_codes(struct Codes* codes) {
  uint32_t code = 0;
  int sorted = 0;
  for (int length = 1; length <= longest_code; length++) {
    codes->first[length] = code;
    codes->count[length] = sorted;
    for (int value = 0; value < 256; value++) {
      if (codes->lengths[value] != length) continue;
      codes->code[value] = code++;
      codes->sorted[sorted++] = value;
    }
    codes->count[length] = sorted - codes->count[length];
    code <<= 1;
  }
}

static int write_codes(const struct Codes* codes) {
  uint64_t bits = 0;
  int held = 0, out = 0;
  for (int i = 0; i < size; i++) {
    const int length = codes->lengths[places[i]];
    bits = bits << length | codes->code[places[i]];
    for (held += length; held >= 8; held -= 8) packed[out++] = bits >> (held - 8);
  }
  packed[out++] = bits << (8 - held);
  return out;
}

static void read_codes(const struct Codes* codes) {
  int at = 0, bit = 0;
  for (int i = 0; i < size; i++) {
    uint32_t code = 0;
    for (int length = 1, sorted = 0;; sorted += codes->count[length++]) {
      code = code << 1 | (packed[at] >> (7 - bit) & 1);
      if (++bit == 8) bit = 0, at++;
      if (code - codes->first[length] < (uint32_t)codes->count[length]) {
        places[i] = codes->sorted[sorted + code - codes->first[length]];
        break;
      }
    }
  }
}

int main(void) {
  static struct Codes codes;
  make_text((char*)text, size);
  bench_start();
  const int whole = transform();
  to_places();
  code_lengths(codes.lengths);
  make_codes(&codes);
  const int packed_size = write_codes(&codes);
  memset(places, 0, sizeof places);
  read_codes(&codes);
  from_places();
  invert(whole);
  bench_end();
  bench_result(bench_hash(packed_size * 2 + (memcmp(text, unpacked, size) == 0), packed, packed_size));
}
