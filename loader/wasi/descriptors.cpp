#include <fcntl.h>

#include "loader/wasi/call.h"
#include "loader/wasi/fdflags.h"
#include "loader/wasi/rights.h"

namespace wasmc {

namespace {

uint32_t fdflags_of(const OpenFile& file, int host_flags) {
  return (fdflags_from_host(host_flags) & ~Fdflags::nonblock) | (file.nonblocking ? Fdflags::nonblock : 0);
}

// The flag would outlive the guest on files that others use as well.
Errno set_append(const OpenFile& file, int host_flags, bool append) {
  if (append == ((host_flags & O_APPEND) != 0)) return Errno::success;
  if (file.host.is_borrowed()) return Errno::notsup;
  return checked(fcntl(file.host.get(), F_SETFL, host_flags ^ O_APPEND));
}

}  // namespace

Errno WasiCall::fd_close(uint32_t fd) { return state_.files.close(fd); }

Errno WasiCall::fd_renumber(uint32_t from, uint32_t to) { return state_.files.renumber(from, to); }

Errno WasiCall::fd_fdstat_get(uint32_t fd, GuestAddress result) {
  const auto file = state_.files.find(fd);
  if (!file) return file.error();
  const OpenFile& open = **file;
  const int host_flags = fcntl(open.host.get(), F_GETFL);
  if (host_flags < 0) return last_errno();
  GuestFdstat guest;
  guest.filetype = static_cast<uint8_t>(open.type);
  guest.flags = static_cast<uint16_t>(fdflags_of(open, host_flags));
  guest.rights = uint64_t{open.rights};
  guest.inheriting = uint64_t{open.inheriting};
  return memory_.write(result, guest);
}

// Whether writes are synchronous can't be changed on a file that is open.
Errno WasiCall::fd_fdstat_set_flags(uint32_t fd, uint32_t flags) {
  constexpr uint32_t changeable = Fdflags::append | Fdflags::nonblock;
  const auto file = state_.files.find(fd, Rights::fd_fdstat_set_flags);
  if (!file) return file.error();
  if ((flags & ~Fdflags::all) != 0) return Errno::inval;
  const int host_flags = fcntl((*file)->host.get(), F_GETFL);
  if (host_flags < 0) return last_errno();
  if (((flags ^ fdflags_from_host(host_flags)) & ~changeable) != 0) return Errno::notsup;
  if (const Errno error = set_append(**file, host_flags, (flags & Fdflags::append) != 0); error != Errno::success)
    return error;
  (*file)->nonblocking = (flags & Fdflags::nonblock) != 0;
  return Errno::success;
}

// Rights can be given up, never gained.
Errno WasiCall::fd_fdstat_set_rights(uint32_t fd, uint64_t rights, uint64_t inheriting) {
  const auto file = state_.files.find(fd, rights);
  if (!file) return file.error();
  if ((inheriting & ~(*file)->inheriting) != 0) return Errno::notcapable;
  (*file)->rights.restrict_to(rights);
  (*file)->inheriting.restrict_to(inheriting);
  return Errno::success;
}

Errno WasiCall::fd_prestat_get(uint32_t fd, GuestAddress result) {
  const auto file = state_.files.find(fd);
  if (!file) return file.error();
  if (!(*file)->is_preopen) return Errno::badf;
  GuestPrestat guest;
  guest.name_length = static_cast<uint32_t>((*file)->preopen_name.size());
  return memory_.write(result, guest);
}

Errno WasiCall::fd_prestat_dir_name(uint32_t fd, GuestAddress name, uint32_t length) {
  const auto file = state_.files.find(fd);
  if (!file) return file.error();
  if (!(*file)->is_preopen) return Errno::badf;
  const std::string& own = (*file)->preopen_name;
  if (length < own.size()) return Errno::nametoolong;
  return memory_.copy_in(name, own.data(), own.size());
}

}  // namespace wasmc
