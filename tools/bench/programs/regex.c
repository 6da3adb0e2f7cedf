// Finds regular expressions in text: compiled to a tree of a few operations, matched by trying again where it did not
// fit.
#include <string.h>

#include "tools/bench/programs/text.h"

enum { size = 96 * 1024, most_nodes = 64, rounds = 8 };
enum Operation { literal, any, set, start_of_line, split, matched };

// Letters and sets take a letter and go on to `next`; split tries `next`, then `other`.
struct Node {
  uint8_t operation;
  char letter;
  uint32_t letters[8];
  int next, other;
};

struct Program {
  struct Node nodes[most_nodes];
  int count;
};

static char text[size + 1];

static int add_node(struct Program* program, struct Node node) {
  program->nodes[program->count] = node;
  return program->count++;
}

static const char* parse_set(const char* pattern, struct Node* node) {
  const int inverted = *pattern == '^';
  for (pattern += inverted; *pattern != ']'; pattern++) {
    const unsigned char first = *pattern, last = pattern[1] == '-' ? pattern[2] : first;
    for (unsigned letter = first; letter <= last; letter++) node->letters[letter / 32] |= 1u << letter % 32;
    if (last != first) pattern += 2;
  }
  for (int i = 0; inverted && i < 8; i++) node->letters[i] = ~node->letters[i];
  return pattern + 1;
}

static const char* parse_one(const char* pattern, struct Node* node) {
  const char letter = *pattern++;
  memset(node, 0, sizeof *node);
  node->letter = letter;
  node->operation = letter == '.' ? any : letter == '^' ? start_of_line : letter == '[' ? set : literal;
  return letter == '[' ? parse_set(pattern, node) : pattern;
}

// A sequence of letters, sets and ., each with * + or ? after it; alternatives between |. Returns where it begins.
static int compile(struct Program* program, const char* pattern) {
  int begin = program->count, previous = -1;
  while (*pattern && *pattern != '|') {
    struct Node node;
    pattern = parse_one(pattern, &node);
    const char repeat = *pattern == '*' || *pattern == '+' || *pattern == '?' ? *pattern++ : 0;
    const struct Node splitting = {split, 0, {0}, program->count + 1, program->count + 2};
    if (repeat == '*' || repeat == '?') add_node(program, splitting);
    previous = add_node(program, node);
    program->nodes[previous].next = repeat == '*' ? previous - 1 : previous + 1;
    if (repeat == '+') add_node(program, (struct Node){split, 0, {0}, previous, previous + 2});
  }
  add_node(program, (struct Node){matched, 0, {0}, 0, 0});
  if (!*pattern) return begin;
  const int other = compile(program, pattern + 1);
  return add_node(program, (struct Node){split, 0, {0}, begin, other});
}

static int takes(const struct Node* node, const char* at) {
  const unsigned char letter = *at;
  switch (node->operation) {
    case literal: return node->letter == *at;
    case any: return letter != '\n' && letter != 0;
    default: return letter && (node->letters[letter / 32] >> letter % 32 & 1);
  }
}

// The end of a match that begins here, or null.
static const char* match(const struct Node* nodes, int number, const char* at) {
  for (;;) {
    const struct Node* node = &nodes[number];
    if (node->operation == matched) return at;
    if (node->operation == split) {
      const char* end = match(nodes, node->next, at);
      if (end) return end;
      number = node->other;
    } else if (node->operation == start_of_line) {
      if (at != text && at[-1] != '\n') return 0;
      number = node->next;
    } else {
      if (!takes(node, at)) return 0;
      at++;
      number = node->next;
    }
  }
}

static uint64_t find_all(const char* pattern) {
  struct Program program = {.count = 0};
  const int begin = compile(&program, pattern);
  uint64_t found = 0;
  for (const char* at = text; *at;) {
    const char* end = match(program.nodes, begin, at);
    found = end ? found * 31 + (uint64_t)(end - at) : found;
    at = end && end > at ? end : at + 1;
  }
  return found;
}

int main(void) {
  static const char* const patterns[] = {
      "memory|module|machine",  "[a-z]+ing",        "t.e [a-z]*o[nr]",
      "^[a-m]+ [^ ]+ [a-z]+",   "ve?[ac]?lues?,? ", "[aeiou][^aeiou]+e[rd] .*table",
      "[a-z]+ [a-z]+ [a-z]+\n",
  };
  make_text(text, size);
  uint64_t hash = 0;
  bench_start();
  for (int round = 0; round < rounds; round++) {
    text[round * 100] = 'x';
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) hash = hash * 31 + find_all(patterns[i]);
  }
  bench_end();
  bench_result(hash);
}
