// Works on paths that the host changes all the while, so that at times they lead outside: the first argument names what to
// do, the second for how many seconds. Prints how often it got through and was refused; exits with 1 if it read something from
// outside, or if it never came to either.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "raw_wasi.h"

enum { A = 3, B = 4 };

static u32 successes;
static u32 refusals;
static u32 escapes;

static void count(int error) {
  if (error == SUCCESS) ++successes;
  if (error == NOTCAPABLE || error == LOOP || error == NOENT) ++refusals;
}

// Whoever reads has to find what is inside.
static void check_read(int error) {
  count(error);
  if (error != SUCCESS) return;
  if (read_text(opened) != SUCCESS || strcmp(buffer, "inside") != 0) ++escapes;
  raw_fd_close(opened);
}

static void check_link(int error) {
  if (error == SUCCESS && (size != 6 || memcmp(buffer, "inside", 6) != 0)) ++escapes;
  count(error);
}

static void close_opened(int error) {
  count(error);
  if (error == SUCCESS) raw_fd_close(opened);
}

// `swapped` is a directory and a link to one outside in turn.
static void directory_and_link(void) {
  check_read(open_read(A, "swapped/secret"));
  check_read(open_follow(A, "swapped/./secret"));
  check_read(open_follow(A, "swapped/../swapped/secret"));
  check_link(read_link(A, "swapped/link"));
  close_opened(create(A, "swapped/planted"));
  count(unlink_file(A, "swapped/planted"));
  count(make_directory(A, "swapped/planted_directory"));
  count(remove_directory(A, "swapped/planted_directory"));
  count(make_symlink("file", A, "swapped/planted_link"));
  count(unlink_file(A, "swapped/planted_link"));
  count(link_path(A, "file", A, "swapped/planted_hard_link"));
  count(rename_path(A, "swapped/planted_hard_link", A, "swapped/planted_name"));
  count(unlink_file(A, "swapped/planted_name"));
  count(set_times(A, "swapped/secret"));
}

// `swapped_file` is a file and a link to one outside in turn.
static void file_and_link(void) {
  check_read(open_follow(A, "swapped_file"));
  check_read(open_read(A, "swapped_file"));
  check_read(open_with(A, "swapped_file", FOLLOW, CREAT, R_READ, 0));
  close_opened(truncate_follow(A, "swapped_empty"));
  count(set_times_follow(A, "swapped_file"));
  count(link_path(A, "swapped_file", A, "hard_link"));
  check_read(open_follow(A, "hard_link"));
  count(unlink_file(A, "hard_link"));
}

// `deep/moved` is at times where it takes fewer steps up to leave the directory.
static void directory_that_moves(void) {
  check_read(open_read(A, "deep/moved/x/y/../../../../inside"));
  check_read(open_follow(A, "deep/moved/x/up"));
  close_opened(create(A, "deep/moved/x/y/../../../../planted"));
  count(unlink_file(A, "planted"));
}

struct race {
  const char* name;
  void (*run)(void);
};
static const struct race races[] = {{"directory_and_link", directory_and_link},
                                    {"file_and_link", file_and_link},
                                    {"directory_that_moves", directory_that_moves}};

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const time_t end = time(NULL) + atoi(argv[2]);
  for (u32 i = 0; i < sizeof races / sizeof races[0]; ++i) {
    while (strcmp(argv[1], races[i].name) == 0 && time(NULL) < end) races[i].run();
  }
  printf("%u successes, %u refusals, %u escapes\n", successes, refusals, escapes);
  return escapes != 0 || successes == 0 || refusals == 0;
}
