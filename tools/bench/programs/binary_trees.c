// Builds, walks and drops binary trees, their nodes from an allocator with free lists that is part of the program:
// those of the C libraries differ.
#include "tools/bench/programs/bench.h"

enum { depth = 16, rounds = 40, arena_bytes = 16 << 20, classes = 16 };

struct Block {
  struct Block* next;
};
static struct Block* free_lists[classes];
static _Alignas(16) char arena[arena_bytes];
static size_t used;

static void* allocate(size_t size) {
  const size_t class = (size + 15) / 16;
  struct Block* block = free_lists[class];
  if (block) {
    free_lists[class] = block->next;
    return block;
  }
  used += class * 16;
  return arena + used - class * 16;
}

static void release(void* memory, size_t size) {
  struct Block* block = memory;
  block->next = free_lists[(size + 15) / 16];
  free_lists[(size + 15) / 16] = block;
}

struct Node {
  struct Node *left, *right;
  uint32_t value;
};

static struct Node* build(int levels) {
  struct Node* node = allocate(sizeof *node);
  node->value = bench_random() & 0xff;
  node->left = levels ? build(levels - 1) : 0;
  node->right = levels ? build(levels - 1) : 0;
  return node;
}

static uint32_t sum(const struct Node* node) { return node ? node->value + sum(node->left) - 3 * sum(node->right) : 1; }

static void drop(struct Node* node) {
  if (!node) return;
  drop(node->left);
  drop(node->right);
  release(node, sizeof *node);
}

int main(void) {
  uint64_t hash = 0;
  bench_start();
  for (int round = 0; round < rounds; round++) {
    struct Node* tree = build(depth - round % 3);
    hash = hash * 31 + sum(tree);
    drop(tree);
  }
  bench_end();
  bench_result(hash);
}
