// Bodies under their gravity, in doubles.
#include <math.h>

#include "tools/bench/programs/bench.h"

enum { bodies = 5, steps = 1200000 };

struct Body {
  double position[3], velocity[3], mass;
};
static struct Body system_[bodies];

static void attract(struct Body* a, struct Body* b, double time) {
  const double dx = a->position[0] - b->position[0], dy = a->position[1] - b->position[1],
               dz = a->position[2] - b->position[2];
  const double squared = dx * dx + dy * dy + dz * dz;
  const double pull = time / (squared * sqrt(squared));
  const double to_a = b->mass * pull, to_b = a->mass * pull;
  a->velocity[0] -= dx * to_a, a->velocity[1] -= dy * to_a, a->velocity[2] -= dz * to_a;
  b->velocity[0] += dx * to_b, b->velocity[1] += dy * to_b, b->velocity[2] += dz * to_b;
}

static void step(double time) {
  for (int i = 0; i < bodies; i++) {
    for (int j = i + 1; j < bodies; j++) attract(&system_[i], &system_[j], time);
  }
  for (int i = 0; i < bodies; i++) {
    for (int axis = 0; axis < 3; axis++) system_[i].position[axis] += time * system_[i].velocity[axis];
  }
}

int main(void) {
  for (int i = 0; i < bodies; i++) {
    system_[i].mass = i == 0 ? 40 : 0.01 * i;
    for (int axis = 0; axis < 3; axis++) {
      system_[i].position[axis] = i == 0 ? 0 : i * 5.0 + bench_random() % 1000 / 500.0;
      system_[i].velocity[axis] = i == 0 ? 0 : (axis - 1) * 0.8 + bench_random() % 1000 / 5000.0;
    }
  }
  bench_start();
  for (int i = 0; i < steps; i++) step(0.001);
  bench_end();
  bench_result(bench_hash(0, system_, sizeof system_));
}
