// Arguments, environment, standard input, exit codes, and a trap from C.
// RUN: --argv0 prog one "two words" ""
// STDOUT: 4 arguments
// STDOUT: [prog] [one] [two words] []
// RUN: --argv0 prog --env NAME=value --env EMPTY= env
// STDOUT: NAME=value EMPTY= UNSET=(none)
// RUN: --argv0 prog sum
// STDIN: 10 20
// STDIN: -5
// STDOUT: 25
// RUN: --argv0 prog sum
// STDOUT: 0
// RUN: --argv0 prog exit 7
// STDOUT: leaving
// EXIT: 7
// RUN: --argv0 prog return 255
// EXIT: 255
// RUN: --argv0 prog trap
// STDOUT: before
// TRAP: unreachable
// RUN: --argv0 prog stderr
// STDOUT: out
// STDERR: ^err$
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int show_arguments(int argc, char** argv) {
  printf("%d arguments\n", argc);
  for (int i = 0; i < argc; i++) printf("[%s]%c", argv[i], i + 1 < argc ? ' ' : '\n');
  return 0;
}

static const char* or_none(const char* text) {
  return text ? text : "(none)";
}

static int show_environment(void) {
  printf("NAME=%s EMPTY=%s UNSET=%s\n", or_none(getenv("NAME")), or_none(getenv("EMPTY")), or_none(getenv("UNSET")));
  return 0;
}

static int sum(void) {
  long total = 0, number;
  while (scanf("%ld", &number) == 1) total += number;
  printf("%ld\n", total);
  return 0;
}

int main(int argc, char** argv) {
  if (argc == 4) return show_arguments(argc, argv);
  const char* what = argv[1];
  if (!strcmp(what, "env")) return show_environment();
  if (!strcmp(what, "sum")) return sum();
  if (!strcmp(what, "return")) return atoi(argv[2]);
  if (!strcmp(what, "exit")) {
    puts("leaving");
    exit(atoi(argv[2]));
  }
  if (!strcmp(what, "trap")) {
    puts("before");
    fflush(stdout);
    __builtin_trap();
  }
  fputs("err\n", stderr);
  puts("out");
  return 0;
}
