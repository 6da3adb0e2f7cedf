// Runs a command and writes what it took into a file: exit code (or -signal), nanoseconds from spawn to exit,
// microseconds of CPU time and kilobytes of its peak memory, its children's included.  measure FILE COMMAND...
//
// A process begins its count of peak memory with that of the process that starts it, so this one is small.
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long long microseconds(struct timeval time) { return time.tv_sec * 1000000LL + time.tv_usec; }

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const long long started = now();
  const pid_t child = vfork();
  if (child == 0) {
    execvp(argv[2], argv + 2);
    _exit(127);
  }
  int status;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) != child) return 2;
  const long long wall = now() - started;
  FILE* report = fopen(argv[1], "w");
  if (!report) return 2;
  const int code = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  fprintf(report, "%d %lld %lld %ld\n", code, wall, microseconds(usage.ru_utime) + microseconds(usage.ru_stime),
          usage.ru_maxrss);
  return fclose(report) ? 2 : 0;
}
