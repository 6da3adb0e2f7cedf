// An operating system's kernel in small: tasks with priorities hand packets to each other, each kind of task a function
// behind a pointer and a state of its own.
#include "tools/bench/programs/bench.h"

enum { tasks = 7, packets = 48, steps = 3000000, rounds = 2 };
enum Kind { working, filtering, device };

struct Packet {
  struct Packet* next;
  uint32_t kind, owner, data[4];
};

struct Task {
  void (*run)(struct Task*, struct Packet*);
  struct Packet* queue;
  uint32_t state, handled, identity, waits;
};

static struct Task all[tasks];
static struct Packet pool[packets];
static uint64_t trace;

static void append(struct Packet** queue, struct Packet* packet) {
  packet->next = 0;
  while (*queue) queue = &(*queue)->next;
  *queue = packet;
}

static void send(struct Task* from, uint32_t to, struct Packet* packet) {
  packet->owner = from->identity;
  trace = trace * 31 + packet->data[to & 3];
  append(&all[to].queue, packet);
}

static void work(struct Task* task, struct Packet* packet) {
  task->state ^= task->state << 13, task->state ^= task->state >> 17, task->state ^= task->state << 5;
  for (int i = 0; i < 4; i++) packet->data[i] = packet->data[i] % 26 + (task->state >> (8 * i) & 7);
  packet->kind = task->state & 1 ? device : filtering;
  send(task, packet->kind == device ? 4 + task->state % 3 : 2 + task->state % 2, packet);
}

static void filter(struct Task* task, struct Packet* packet) {
  uint32_t most = 0;
  for (int i = 0; i < 4; i++) most = packet->data[i] > most ? packet->data[i] : most;
  task->state += most;
  if (task->state & 4) {
    send(task, 4 + most % 3, packet);
  } else {
    send(task, most & 1, packet);
  }
}

// Each second packet makes a device wait for a while.
static void serve(struct Task* task, struct Packet* packet) {
  packet->data[task->state & 3] += 1;
  task->state++;
  if (task->state & 1) task->waits = packet->data[0] & 3;
  send(task, task->state % 4 == 0 ? 2 : task->state & 1, packet);
}

static int runnable(struct Task* task) {
  if (task->waits) {
    task->waits--;
    return 0;
  }
  return task->queue != 0;
}

static void schedule(int count) {
  for (int at = 0; count > 0; count--) {
    struct Task* task = &all[at];
    if (!runnable(task)) {
      at = at + 1 == tasks ? 0 : at + 1;
      continue;
    }
    struct Packet* packet = task->queue;
    task->queue = packet->next;
    task->handled++;
    task->run(task, packet);
    if (task->handled % 8 == 0) at = 0;
  }
}

static void start(uint32_t seed) {
  for (uint32_t i = 0; i < tasks; i++) {
    all[i] = (struct Task){i < 2 ? work : i < 4 ? filter : serve, 0, seed + i, 0, i, 0};
  }
  for (uint32_t i = 0; i < packets; i++) {
    pool[i] = (struct Packet){0, working, 0, {i, i * 3, i * 5, i * 7}};
    append(&all[i % tasks].queue, &pool[i]);
  }
}

int main(void) {
  bench_start();
  for (int round = 0; round < rounds; round++) {
    start(bench_random());
    schedule(steps);
  }
  bench_end();
  for (int i = 0; i < tasks; i++) trace = trace * 31 + all[i].handled;
  bench_result(trace);
}
