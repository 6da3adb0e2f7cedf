// Files in a preopened directory: write, append, seek, read, list, rename, remove, and what must fail.
// RUN: --dir %t::/d /d/one.txt
// STDOUT: wrote 26 bytes
// STDOUT: size 30
// STDOUT: at 10: klmnop
// STDOUT: appended: END!
// STDOUT: missing: No such file or directory
// STDOUT: entries: sub two.txt
// STDOUT: directory: Is a directory
// STDOUT: removed
// STDOUT: outside: refused
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void fail(const char* what) {
  perror(what);
  exit(1);
}

static void write_file(const char* path) {
  FILE* file = fopen(path, "w");
  if (!file) fail(path);
  int count = fprintf(file, "abcdefghijklmnopqrstuvwxyz");
  printf("wrote %d bytes\n", count);
  if (fclose(file)) fail("close");
}

static void append(const char* path) {
  FILE* file = fopen(path, "a");
  if (!file || fputs("END!", file) < 0 || fclose(file)) fail("append");
  struct stat status;
  if (stat(path, &status)) fail("stat");
  printf("size %lld\n", (long long)status.st_size);
}

static void read_parts(const char* path) {
  int fd = open(path, O_RDONLY);
  char text[7] = {0};
  if (fd < 0 || lseek(fd, 10, SEEK_SET) != 10 || read(fd, text, 6) != 6) fail("read");
  printf("at 10: %s\n", text);
  memset(text, 0, sizeof text);
  if (lseek(fd, -4, SEEK_END) != 26 || read(fd, text, 6) != 4) fail("read at the end");
  printf("appended: %s\n", text);
  close(fd);
}

static int by_name(const void* left, const void* right) {
  return strcmp(*(char* const*)left, *(char* const*)right);
}

static void list(const char* path) {
  DIR* directory = opendir(path);
  if (!directory) fail("opendir");
  char* names[10];
  int count = 0;
  for (struct dirent* entry; (entry = readdir(directory)) && count < 10;) {
    if (entry->d_name[0] != '.') names[count++] = strdup(entry->d_name);
  }
  closedir(directory);
  qsort(names, count, sizeof *names, by_name);
  printf("entries:");
  for (int i = 0; i < count; i++) printf(" %s", names[i]);
  printf("\n");
}

int main(int argc, char** argv) {
  const char* path = argv[1];
  write_file(path);
  append(path);
  read_parts(path);
  if (!fopen("/d/missing", "r")) printf("missing: %s\n", strerror(errno));
  if (rename(path, "/d/two.txt") || mkdir("/d/sub", 0777)) fail("rename or mkdir");
  list("/d");
  if (open("/d/sub", O_WRONLY) < 0) printf("directory: %s\n", strerror(errno));
  if (unlink("/d/two.txt") || rmdir("/d/sub")) fail("remove");
  printf(access("/d/two.txt", F_OK) ? "removed\n" : "still there\n");
  int outside = open("/d/../../../etc/passwd", O_RDONLY);
  printf("outside: %s\n", outside < 0 ? "refused" : "opened");
  return 0;
}
