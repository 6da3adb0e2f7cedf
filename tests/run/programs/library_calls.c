// The C library at work: formatted output, sorting, allocation, strings, mathematics, jump-free state machines.
// RUN:
// STDOUT: ints -42 4294967254 ffffffd6 0x2a 00042 +42
// STDOUT: long 9223372036854775807 -9223372036854775808
// STDOUT: floats 3.141593 2.500e+00 0.1 1e+100 inf nan -0
// STDOUT: hex float 0x1.8p+1
// STDOUT: text [  right] [left  ] [cut] c %
// STDOUT: sorted 1000 numbers: 41 4795 8717 65484, sum 33236353
// STDOUT: found 4795 at 64 and nothing at 5
// STDOUT: allocation 0 faults, checksum 30037248
// STDOUT: tokens a,bc,def; 1234 -17 77 3.25e-2=0.0325
// STDOUT: math 1.414214 0.841471 2.718282 8.000000 1.000000 -2
// STDOUT: machine: name=value; x=12; empty=
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t next_random(uint32_t* state) {
  *state = *state * 1103515245u + 12345u;
  return *state >> 16;
}

static void formats(void) {
  int number = -42;
  volatile double zero = 0;
  printf("ints %d %u %x %#x %05d %+d\n", number, (unsigned)number, (unsigned)number, 42, 42, 42);
  printf("long %lld %lld\n", INT64_MAX, INT64_MIN);
  printf("floats %f %.3e %g %g %g %g %g\n", 3.14159265, 2.5, 0.1, 1e100, 1 / zero, fabs(zero / zero), -zero);
  printf("hex float %a\n", 3.0);
  printf("text [%7s] [%-6s] [%.3s] %c %%\n", "right", "left", "cutting", 'c');
}

static int by_value(const void* left, const void* right) {
  int a = *(const int*)left, b = *(const int*)right;
  return (a > b) - (a < b);
}

static void sorting(void) {
  static int numbers[1000];
  uint32_t state = 1;
  long sum = 0;
  for (int i = 0; i < 1000; i++) sum += numbers[i] = (int)next_random(&state);
  qsort(numbers, 1000, sizeof *numbers, by_value);
  for (int i = 1; i < 1000; i++) {
    if (numbers[i - 1] > numbers[i]) printf("unsorted at %d\n", i);
  }
  printf("sorted 1000 numbers: %d %d %d %d, sum %ld\n", numbers[0], numbers[64], numbers[128], numbers[999], sum);
  int wanted = numbers[64], absent = -5;
  int* found = bsearch(&wanted, numbers, 1000, sizeof *numbers, by_value);
  printf("found %d at %d and %s at 5\n", wanted, (int)(found - numbers),
         bsearch(&absent, numbers, 1000, sizeof *numbers, by_value) ? "something" : "nothing");
}

static void allocation(void) {
  static unsigned char* blocks[512];
  static size_t sizes[512];
  uint32_t state = 7, checksum = 0;
  int faults = 0;
  for (int round = 0; round < 20000; round++) {
    unsigned slot = next_random(&state) % 512;
    for (size_t i = 0; i < sizes[slot]; i++) faults += blocks[slot][i] != (unsigned char)slot;
    sizes[slot] = next_random(&state) % 3000;
    blocks[slot] = realloc(blocks[slot], sizes[slot] + 1);
    memset(blocks[slot], (int)slot, sizes[slot]);
    checksum += (uint32_t)sizes[slot];
  }
  for (int slot = 0; slot < 512; slot++) free(blocks[slot]);
  printf("allocation %d faults, checksum %u\n", faults, checksum);
}

static void strings(void) {
  char text[] = "a bc  def";
  printf("tokens ");
  for (char *token = strtok(text, " "), *first = token; token; token = strtok(NULL, " ")) {
    printf(token == first ? "%s" : ",%s", token);
  }
  printf("; %ld %ld %ld 3.25e-2=%g\n", strtol("1234x", NULL, 10), strtol(" -17", NULL, 0), strtol("4d", NULL, 16),
         strtod("3.25e-2", NULL));
}

static void mathematics(void) {
  volatile double one = 1, two = 2;
  printf("math %f %f %f %f %f %g\n", sqrt(two), sin(one), exp(one), pow(two, 3), fmod(7 * one, two), floor(-1.5 * one));
}

static void machine(const char* input) {
  enum { key, value } state = key;
  printf("machine: ");
  for (; *input; input++) {
    switch (state) {
      case key:
        if (*input == '=') state = value;
        putchar(*input);
        break;
      case value:
        if (*input == ';') {
          state = key;
          printf("; ");
        } else {
          putchar(*input);
        }
        break;
    }
  }
  putchar('\n');
}

int main(void) {
  formats();
  sorting();
  allocation();
  strings();
  mathematics();
  machine("name=value;x=12;empty=");
  return 0;
}
