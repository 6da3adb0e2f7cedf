// Evaluates trees of expressions whose nodes are objects with virtual functions.
#include <new>

#include "tools/bench/programs/bench.h"

namespace {

enum { depth = 11, trees = 4, rounds = 600, arena_bytes = 1 << 20 };

struct Expression {
  virtual uint32_t evaluate(uint32_t x) const = 0;
  virtual uint32_t nodes() const = 0;
};

struct Constant : Expression {
  uint32_t value;
  explicit Constant(uint32_t constant) : value(constant) {}
  uint32_t evaluate(uint32_t) const override { return value; }
  uint32_t nodes() const override { return 1; }
};

struct Variable : Expression {
  uint32_t evaluate(uint32_t x) const override { return x; }
  uint32_t nodes() const override { return 1; }
};

struct Binary : Expression {
  const Expression *left, *right;
  Binary(const Expression* a, const Expression* b) : left(a), right(b) {}
  uint32_t nodes() const override { return 1 + left->nodes() + right->nodes(); }
};

struct Sum : Binary {
  using Binary::Binary;
  uint32_t evaluate(uint32_t x) const override { return left->evaluate(x) + right->evaluate(x); }
};

struct Product : Binary {
  using Binary::Binary;
  uint32_t evaluate(uint32_t x) const override { return left->evaluate(x) * right->evaluate(x); }
};

struct Choice : Binary {
  using Binary::Binary;
  uint32_t evaluate(uint32_t x) const override { return x & 1 ? left->evaluate(x >> 1) : right->evaluate(x >> 1); }
};

struct Mixture : Binary {
  using Binary::Binary;
  uint32_t evaluate(uint32_t x) const override { return left->evaluate(x + 1) ^ right->evaluate(x) >> 3; }
};

alignas(16) char arena[arena_bytes];
size_t used = 0;

template <typename T, typename... Arguments>
const Expression* make(Arguments... arguments) {
  T* made = new (arena + used) T(arguments...);
  used += (sizeof(T) + 15) / 16 * 16;
  return made;
}

const Expression* grow(int levels) {
  if (levels == 0) return bench_random() & 1 ? make<Variable>() : make<Constant>(bench_random());
  const Expression* left = grow(levels - 1);
  const Expression* right = grow(levels - 1);
  switch (bench_random() & 3) {
    case 0: return make<Sum>(left, right);
    case 1: return make<Product>(left, right);
    case 2: return make<Choice>(left, right);
    default: return make<Mixture>(left, right);
  }
}

}  // namespace

int main() {
  const Expression* grown[trees];
  for (auto& tree : grown) tree = grow(depth);
  uint64_t hash = 0;
  bench_start();
  for (uint32_t round = 0; round < rounds; round++) {
    for (const Expression* tree : grown) hash = hash * 31 + tree->evaluate(round * 2654435761u) + tree->nodes();
  }
  bench_end();
  bench_result(hash);
}
