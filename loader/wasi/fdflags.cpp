#include "loader/wasi/fdflags.h"

#include <fcntl.h>

#include "loader/wasi/layouts.h"

namespace wasmc {

namespace {

// Bits of the host's that are sets of others (O_SYNC of O_DSYNC) come after them. Linux's O_RSYNC is O_SYNC.
struct FlagPair {
  uint32_t guest;
  int host;
};
constexpr FlagPair flag_pairs[] = {
    {Fdflags::append, O_APPEND}, {Fdflags::nonblock, O_NONBLOCK}, {Fdflags::dsync, O_DSYNC},
    {Fdflags::rsync, O_RSYNC},   {Fdflags::sync, O_SYNC},
};

}  // namespace

int host_fdflags(uint32_t flags) {
  int host = 0;
  for (const FlagPair& pair : flag_pairs) {
    if ((flags & pair.guest) != 0) host |= pair.host;
  }
  return host;
}

uint32_t fdflags_from_host(int host_flags) {
  uint32_t flags = 0;
  for (const FlagPair& pair : flag_pairs) {
    if ((host_flags & pair.host) == pair.host) flags |= pair.guest;
  }
  return flags;
}

}  // namespace wasmc
