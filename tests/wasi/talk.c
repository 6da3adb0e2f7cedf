// Talks to the host: `accept N` answers N connections to the socket that is descriptor 3, each with what it says in capitals;
// `terminal` writes what would control a terminal.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "raw_wasi.h"

WASI(sock_recv)(u32 fd, const void* iovecs, u32 count, u32 flags, u32* size, uint16_t* result_flags);
WASI(sock_send)(u32 fd, const void* iovecs, u32 count, u32 flags, u32* size);

static int answer(u32 connection) {
  uint16_t flags;
  struct iovec32 list = {buffer, sizeof buffer};
  int error = raw_sock_recv(connection, &list, 1, 0, &size, &flags);
  for (u32 i = 0; i < size; ++i) buffer[i] = toupper(buffer[i]);
  list.size = size;
  if (error == SUCCESS) error = raw_sock_send(connection, &list, 1, 0, &size);
  if (error == SUCCESS) error = raw_sock_shutdown(connection, 3);
  raw_fd_close(connection);
  return error;
}

int main(int argc, char** argv) {
  if (argc == 2 && !strcmp(argv[1], "terminal")) {
    printf("\x1b[2Jplain\a \xe2\x82");
    fflush(stdout);
    puts("\xac");
    return !isatty(1);
  }
  for (int left = argc == 3 ? atoi(argv[2]) : 0; left != 0; --left) {
    int error = raw_sock_accept(3, 0, &opened);
    if (error == SUCCESS) error = answer(opened);
    if (error != SUCCESS) return error;
  }
  return 0;
}
