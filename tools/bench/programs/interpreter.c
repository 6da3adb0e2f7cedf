// An interpreter for the code of a small stack machine, one big switch, running programs that count primes and sort.
#include "tools/bench/programs/bench.h"

enum Operation {
  push,
  load,
  store,
  load_cell,
  store_cell,
  add,
  subtract,
  multiply,
  modulo,
  less,
  equal,
  jump,
  jump_if_zero,
  print,
  halt
};

struct Instruction {
  uint8_t operation;
  int32_t operand;
};

struct Machine {
  int32_t stack[64], variables[16], cells[4096];
  uint64_t output, executed;
};

static void run(struct Machine* machine, const struct Instruction* code) {
  int32_t* top = machine->stack;
  for (const struct Instruction* at = code;; at++) {
    machine->executed++;
    switch (at->operation) {
      case push: *top++ = at->operand; break;
      case load: *top++ = machine->variables[at->operand]; break;
      case store: machine->variables[at->operand] = *--top; break;
      case load_cell: top[-1] = machine->cells[top[-1] & 4095]; break;
      case store_cell: top -= 2, machine->cells[top[0] & 4095] = top[1]; break;
      case add: top--, top[-1] += top[0]; break;
      case subtract: top--, top[-1] -= top[0]; break;
      case multiply: top--, top[-1] *= top[0]; break;
      case modulo: top--, top[-1] = (int32_t)((uint32_t)top[-1] % (uint32_t)(top[0] | (top[0] == 0))); break;
      case less: top--, top[-1] = top[-1] < top[0]; break;
      case equal: top--, top[-1] = top[-1] == top[0]; break;
      case jump: at = code + at->operand - 1; break;
      case jump_if_zero:
        if (!*--top) at = code + at->operand - 1;
        break;
      case print: machine->output = machine->output * 31 + (uint32_t)*--top; break;
      default: return;
    }
  }
}

// clang-format off
// for (n = 2; n < limit; n++) { for (d = 2; d * d <= n; d++) if (n % d == 0) break; if no break: print n; }
static const struct Instruction primes[] = {
    {push, 2},   {store, 0},                                                    // n = 2
    {load, 0},   {load, 2},          {less, 0},  {jump_if_zero, 32},            // 2: while n < limit
    {push, 2},   {store, 1},                                                    // d = 2
    {load, 0},   {load, 1},          {load, 1},  {multiply, 0}, {less, 0},      // 8: n < d * d
    {push, 0},   {equal, 0},         {jump_if_zero, 25},                        //    prime
    {load, 0},   {load, 1},          {modulo, 0}, {jump_if_zero, 27},           // 16: n % d
    {load, 1},   {push, 1},          {add, 0},   {store, 1},    {jump, 8},      // 20: d++
    {load, 0},   {print, 0},                                                    // 25
    {load, 0},   {push, 1},          {add, 0},   {store, 0},    {jump, 2},      // 27: n++
    {halt, 0},                                                                  // 32
};

// Bubble sort of the cells: for (i = count; i > 1; i--) for (j = 0; j + 1 < i; j++) if (c[j + 1] < c[j]) swap.
static const struct Instruction sorting[] = {
    {load, 2},   {store, 0},                                                                        // i = count
    {push, 1},   {load, 0},      {less, 0},      {jump_if_zero, 49},                                // 2
    {push, 0},   {store, 1},                                                                        // j = 0
    {load, 1},   {push, 1},      {add, 0},       {load, 0},        {less, 0},  {jump_if_zero, 44},  // 8
    {load, 1},   {push, 1},      {add, 0},       {load_cell, 0},   {store, 4},                      // 14: right
    {load, 1},   {load_cell, 0}, {store, 5},                                                        // 19: left
    {load, 4},   {load, 5},      {less, 0},      {jump_if_zero, 34},                                // 22
    {load, 1},   {load, 4},      {store_cell, 0},                                                   // 26
    {load, 1},   {push, 1},      {add, 0},       {load, 5},        {store_cell, 0},                 // 29
    {load, 1},   {push, 1},      {add, 0},       {store, 1},       {jump, 8},                       // 34: j++
    {halt, 0},   {halt, 0},      {halt, 0},      {halt, 0},        {halt, 0},                       // 39
    {load, 0},   {push, 1},      {subtract, 0},  {store, 0},       {jump, 2},                       // 44: i--
    {halt, 0},                                                                                      // 49
};
// clang-format on

int main(void) {
  static struct Machine machine;
  bench_start();
  machine.variables[2] = 60000;
  run(&machine, primes);
  for (int i = 0; i < 800; i++) machine.cells[i] = bench_random() & 0xffffff;
  machine.variables[2] = 800;
  run(&machine, sorting);
  bench_end();
  bench_result(bench_hash(machine.output + machine.executed, machine.cells, sizeof machine.cells));
}
