#include "loader/wasi/error.h"

#include <cerrno>

namespace wasmc {

Errno errno_from_host(int host) {
  switch (host) {
    case 0: return Errno::success;
#define ERROR(number, name, host_number) \
  case host_number: return Errno::name;
#include "loader/wasi/errors.def"
#undef ERROR
    default: return Errno::io;
  }
}

Errno last_errno() { return errno_from_host(errno); }

}  // namespace wasmc
