#include <sched.h>

#include "format/base/bytes.h"
#include "loader/wasi/call.h"

namespace wasmc {

namespace {

Errno write_sizes(const GuestMemory& memory, const std::vector<std::string>& strings, GuestAddress count,
                  GuestAddress size) {
  uint64_t total = 0;
  for (const std::string& string : strings) total += string.size() + 1;
  if (total > UINT32_MAX) return Errno::overflow;
  if (const Errno error = memory.write(count, ule32(static_cast<uint32_t>(strings.size()))); error != Errno::success)
    return error;
  return memory.write(size, ule32(static_cast<uint32_t>(total)));
}

// The strings one after the other, each with its NUL, and an array of pointers to them.
Errno write_strings(const GuestMemory& memory, const std::vector<std::string>& strings, uint64_t pointers,
                    uint64_t text) {
  for (const std::string& string : strings) {
    if (const Errno error = memory.copy_in(text, string.c_str(), string.size() + 1); error != Errno::success)
      return error;
    if (const Errno error = memory.write(pointers, ule32(static_cast<uint32_t>(text))); error != Errno::success)
      return error;
    text += string.size() + 1;
    pointers += sizeof(ule32);
  }
  return Errno::success;
}

}  // namespace

Errno WasiCall::args_get(GuestAddress pointers, GuestAddress text) {
  return write_strings(memory_, state_.args, pointers, text);
}

Errno WasiCall::args_sizes_get(GuestAddress count, GuestAddress size) {
  return write_sizes(memory_, state_.args, count, size);
}

Errno WasiCall::environ_get(GuestAddress pointers, GuestAddress text) {
  return write_strings(memory_, state_.environment, pointers, text);
}

Errno WasiCall::environ_sizes_get(GuestAddress count, GuestAddress size) {
  return write_sizes(memory_, state_.environment, count, size);
}

Errno WasiCall::proc_exit(uint32_t code) {
  outcome_ = {true, code};
  return Errno::success;
}

// A guest has no process of its own that a signal could be sent to.
Errno WasiCall::proc_raise(uint32_t) { return Errno::nosys; }

Errno WasiCall::sched_yield() { return checked(::sched_yield()); }

}  // namespace wasmc
