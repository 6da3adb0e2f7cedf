#include <sys/random.h>

#include <cerrno>

#include "loader/wasi/call.h"

namespace wasmc {

Errno WasiCall::random_get(GuestAddress buffer, uint32_t length) {
  auto bytes = memory_.bytes(buffer, length);
  if (!bytes) return bytes.error();
  while (!bytes->empty()) {
    const ssize_t count = getrandom(bytes->data(), bytes->size(), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return last_errno();
    *bytes = bytes->subspan(static_cast<size_t>(count));
  }
  return Errno::success;
}

}  // namespace wasmc
