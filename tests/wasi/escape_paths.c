// Every operation on every path that leads out of the guest's directory. Prints `operation path: errno` for each; the first
// argument is the absolute path of the directory that holds all others.
#include <stdio.h>

#include "raw_wasi.h"

enum { A = 3 };

// The directories on these paths lead out, so that nothing may work on what is there.
static const char* const through_directories[] = {
    "../outside/secret", "../outside/missing", "../a-private/secret", "./../outside/secret", "dir/../../outside/secret",
    "dir/./.././../outside/secret", "dir//..//..//outside//secret", "deep/1/2/../../../../outside/secret",
    "../a/../outside/secret", "../../../../../../../../../../etc/passwd", "to_outside/secret", "to_outside/missing",
    "to_outside_slash/secret", "to_outside_dot/secret", "to_outside_slash//secret", "./to_outside/./secret",
    "dir/../to_outside/secret", "dir/up2/outside/secret", "up/outside/secret", "up/../outside/secret", "up/a/../outside/secret",
    "absolute_directory/secret", "root/etc/passwd", "root/../etc/passwd", "chain_directory/secret", "to_outside/dir/../secret",
    "deep/1/2/up4/outside/secret", "to_outside/back/../../outside/secret", "proc/self/root/etc/passwd", "/", "/etc/passwd",
    "//etc/passwd", "/..", "..", "../", "../.", "./..", "dir/../..", "dir/../../", "up/..", "up/../", "dir/up2/..", "up/.",
    "to_outside/.", "to_outside/..", "to_outside/dir/"};

// These are links themselves, that lead out: only to follow them is refused.
static const char* const links[] = {"to_secret", "to_outside", "to_outside_slash", "to_outside_dot", "absolute",
                                    "absolute_directory", "root", "up", "dir/up2", "chain", "chain_directory", "dangling",
                                    "dangling_absolute", "dangling_slash", "proc", "deep/1/2/up4", "./to_secret",
                                    "dir/../to_secret"};

// With a slash behind them they are followed, whatever the operation.
static const char* const slashed_links[] = {"to_outside/", "to_outside_slash/", "absolute_directory/", "root/", "up/",
                                            "dir/up2/", "chain_directory/", "to_outside//", "up//"};

static int symlink_to(u32 fd, const char* path) { return make_symlink("file", fd, path); }
static int rename_from(u32 fd, const char* path) { return rename_path(fd, path, fd, "stolen"); }
static int rename_to(u32 fd, const char* path) { return rename_path(fd, "file", fd, path); }
static int rename_directory_to(u32 fd, const char* path) { return rename_path(fd, "dir", fd, path); }
static int link_from(u32 fd, const char* path) { return link_path(fd, path, fd, "stolen"); }
static int link_to(u32 fd, const char* path) { return link_path(fd, "file", fd, path); }

struct operation {
  const char* name;
  int (*run)(u32 fd, const char* path);
};
#define OPERATION(name) {#name, name}

static const struct operation following[] = {
    OPERATION(open_follow), OPERATION(create_follow), OPERATION(truncate_follow), OPERATION(truncate_read_follow),
    OPERATION(open_directory_follow), OPERATION(stat_follow), OPERATION(set_times_follow)};
static const struct operation resolving[] = {
    OPERATION(open_read), OPERATION(open_directory), OPERATION(stat_path), OPERATION(set_times), OPERATION(read_link)};
static const struct operation naming[] = {
    OPERATION(create), OPERATION(create_exclusive), OPERATION(make_directory), OPERATION(remove_directory),
    OPERATION(unlink_file), OPERATION(symlink_to), OPERATION(rename_from), OPERATION(rename_to),
    OPERATION(rename_directory_to), OPERATION(link_from), OPERATION(link_to)};

#define COUNT(array) (sizeof array / sizeof array[0])

static void try_all(const struct operation* operations, u32 count, const char* const* paths, u32 path_count) {
  for (u32 i = 0; i < count; ++i) {
    for (u32 j = 0; j < path_count; ++j)
      printf("%s %s: %d\n", operations[i].name, paths[j], operations[i].run(A, paths[j]));
  }
}
#define TRY_ALL(operations, paths) try_all(operations, COUNT(operations), paths, COUNT(paths))

int main(int argc, char** argv) {
  TRY_ALL(following, through_directories);
  TRY_ALL(resolving, through_directories);
  TRY_ALL(naming, through_directories);
  TRY_ALL(following, links);
  TRY_ALL(following, slashed_links);
  TRY_ALL(resolving, slashed_links);
  for (int i = 1; i < argc; ++i) {
    const char* const absolute[] = {argv[i]};
    TRY_ALL(following, absolute);
    TRY_ALL(naming, absolute);
  }
  return 0;
}
