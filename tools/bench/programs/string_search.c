// Finds words in a text: Horspool's way, by the first letter, and counting letters and lines.
#include <string.h>

#include "tools/bench/programs/text.h"

enum { size = 1 << 20, rounds = 6 };
static char text[size + 1];

static uint32_t horspool(const char* haystack, size_t length, const char* needle) {
  const size_t needed = strlen(needle), last = needed - 1;
  size_t shifts[256];
  for (int i = 0; i < 256; i++) shifts[i] = needed;
  for (size_t i = 0; i < last; i++) shifts[(unsigned char)needle[i]] = last - i;
  uint32_t found = 0;
  for (size_t at = 0; at + needed <= length; at += shifts[(unsigned char)haystack[at + last]]) {
    size_t i = last;
    while (haystack[at + i] == needle[i] && i > 0) i--;
    found += i == 0 && haystack[at] == needle[0];
  }
  return found;
}

static uint32_t by_first_letter(const char* haystack, size_t length, const char* needle) {
  uint32_t found = 0;
  for (size_t at = 0; at < length; at++) {
    if (haystack[at] != needle[0]) continue;
    size_t i = 1;
    while (needle[i] && haystack[at + i] == needle[i]) i++;
    found += needle[i] == 0;
  }
  return found;
}

static uint32_t lines(const char* haystack, size_t length) {
  uint32_t found = 0;
  for (size_t at = 0; at < length; at++) found += haystack[at] == '\n';
  return found;
}

int main(void) {
  static const char* const words[] = {"function", "checksum", "the memory of", "vectorise.", "loader at", "nowhere"};
  make_text(text, size);
  uint64_t hash = 0;
  bench_start();
  for (int round = 0; round < rounds; round++) {
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
      hash = hash * 31 + horspool(text, size - round, words[i]);
      hash = hash * 31 + by_first_letter(text, size - round, words[i]);
    }
    hash = hash * 31 + lines(text, size - round);
  }
  bench_end();
  bench_result(hash);
}
