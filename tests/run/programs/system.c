// What wasmload's options give a program of the system: clocks, random numbers, streams, directories, descriptors.
// RUN: --clock frozen clock
// STDOUT: 946684800 s, 5 s of sleep, 0 of processor
// RUN: --clock=frozen@12 clock
// STDOUT: 12 s, 5 s of sleep, 0 of processor
// RUN: --random-seed 1 random
// STDOUT: c15c0289ec2d0a91
// RUN: --random-seed 2 random
// STDOUT: ce56971cde355897
// RUN: --env NAME=one --env NAME=two variables
// STDOUT: NAME=two
// RUN: variables
// RUN: --env-inherit=NO_SUCH_VARIABLE variables
// RUN: --args one --args "two words" arguments three
// STDOUT: one
// STDOUT: two words
// STDOUT: arguments
// STDOUT: three
// RUN: --max-files 10 --dir %t::/d descriptors
// STDOUT: opened 6: No file descriptors available
// RUN: --dir %t::/d write /d/file text
// RUN: --stdin %t/file --stdout %t/out --stderr %t/out copy
// RUN: --dir %t::/d:ro read /d/out
// STDOUT: text
// STDOUT: copied 5 bytes
// RUN: --dir %t::/d:ro write /d/new text
// EXIT: 1
// STDERR: Capabilities insufficient
// RUN: --dir %t::/d:ro write /d/file text
// EXIT: 1
// STDERR: (Capabilities insufficient|Bad file descriptor)
// RUN: read /d/out
// EXIT: 1
// STDERR: Capabilities insufficient
// RUN: --stdin %t/missing copy
// EXIT: 1
// STDERR: ^wasmload: error: can't open .*/missing: No such file or directory$
// RUN: --tcp-listen 256.0.0.1:1 copy
// EXIT: 1
// STDERR: ^wasmload: error: can't listen on 256\.0\.0\.1:1: 
// RUN: --tcp-listen 1 copy
// EXIT: 1
// STDERR: ^wasmload: error: --tcp-listen takes HOST:PORT$
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

extern char** environ;

static int fail(const char* what) {
  perror(what);
  return 1;
}

static int show_clock(void) {
  const time_t before = time(NULL);
  sleep(5);
  struct timespec processor;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &processor);
  printf("%lld s, %lld s of sleep, %ld of processor\n", (long long)before, (long long)(time(NULL) - before),
         processor.tv_nsec);
  return 0;
}

static int show_random(void) {
  unsigned char bytes[8];
  if (getentropy(bytes, sizeof bytes)) return fail("getentropy");
  for (unsigned i = 0; i < sizeof bytes; ++i) printf("%02x", bytes[i]);
  puts("");
  return 0;
}

static int show_variables(void) {
  for (char** variable = environ; *variable; ++variable) puts(*variable);
  return 0;
}

static int show_arguments(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) puts(argv[i]);
  return 0;
}

static int open_many(void) {
  int count = 0;
  while (open("/d", O_RDONLY | O_DIRECTORY) >= 0) ++count;
  printf("opened %d: %s\n", count, strerror(errno));
  return 0;
}

static int write_file(const char* path, const char* text) {
  const int fd = open(path, O_WRONLY | O_CREAT, 0666);
  if (fd < 0) return fail(path);
  if (write(fd, text, strlen(text)) < 0 || write(fd, "\n", 1) < 0) return fail("write");
  return 0;
}

static int read_file(const char* path) {
  FILE* file = fopen(path, "r");
  if (!file) return fail(path);
  for (int c; (c = getc(file)) != EOF;) putchar(c);
  return 0;
}

static int copy(void) {
  int count = 0;
  for (int c; (c = getchar()) != EOF; ++count) putchar(c);
  fflush(stdout);
  fprintf(stderr, "copied %d bytes\n", count);
  return 0;
}

int main(int argc, char** argv) {
  const char* command = argc > 1 ? argv[1] : "";
  if (!strcmp(command, "clock")) return show_clock();
  if (!strcmp(command, "random")) return show_random();
  if (!strcmp(command, "variables")) return show_variables();
  if (!strcmp(command, "descriptors")) return open_many();
  if (!strcmp(command, "write")) return write_file(argv[2], argv[3]);
  if (!strcmp(command, "read")) return read_file(argv[2]);
  if (!strcmp(command, "copy")) return copy();
  return show_arguments(argc, argv);
}
