// Text to work on: words of a small vocabulary, the first ones the most frequent, with commas, full stops and lines.
#pragma once

#include "tools/bench/programs/bench.h"

static void make_text(char* text, size_t size) {
  static const char* const words[] = {
      "the",       "of",      "and",     "memory",   "to",       "in",    "a",        "module",  "is",   "function",
      "that",      "table",   "it",      "was",      "compiled", "for",   "on",       "are",     "as",   "with",
      "values",    "they",    "loader",  "at",       "be",       "this",  "machine",  "from",    "trap", "have",
      "or",        "by",      "one",     "had",      "not",      "but",   "what",     "all",     "were", "when",
      "we",        "there",   "can",     "an",       "your",     "which", "their",    "said",    "if",   "do",
      "will",      "each",    "about",   "how",      "up",       "out",   "register", "section", "then", "them",
      "vectorise", "partial", "element", "checksum",
  };
  const uint32_t count = sizeof words / sizeof words[0];
  for (size_t at = 0; at < size;) {
    const uint32_t random = bench_random(), first = random % count, second = random / count % count;
    for (const char* letter = words[first * second / count]; *letter && at < size; letter++) text[at++] = *letter;
    if (at < size && random >> 27 == 0) text[at++] = ',';
    if (at < size && random >> 28 == 1) text[at++] = '.';
    if (at < size) text[at++] = random >> 28 == 15 ? '\n' : ' ';
  }
}
