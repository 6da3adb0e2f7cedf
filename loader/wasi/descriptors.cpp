#include <fcntl.h>

#include "loader/wasi/call.h"
#include "loader/wasi/rights.h"

namespace wasmc {

namespace {

// The flag would outlive the guest on files that others use as well.
Errno set_append(const OpenFile& file, bool append) {
  if (file.host.is_borrowed()) return Errno::notsup;
  const int host = file.host.get(), host_flags = fcntl(host, F_GETFL);
  return host_flags < 0 ? last_errno()
                        : checked(fcntl(host, F_SETFL, append ? host_flags | O_APPEND : host_flags & ~O_APPEND));
}

}  // namespace

Errno WasiCall::fd_close(uint32_t fd) { return state_.files.close(fd); }

Errno WasiCall::fd_renumber(uint32_t from, uint32_t to) { return state_.files.renumber(from, to); }

Errno WasiCall::fd_fdstat_get(uint32_t fd, GuestAddress result) {
  const auto file = state_.files.find(fd);
  if (!file) return file.error();
  const OpenFile& open = **file;
  GuestFdstat guest;
  guest.filetype = static_cast<uint8_t>(open.type);
  guest.flags = static_cast<uint16_t>(uint32_t{open.fdflags});
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
  const uint32_t changes = flags ^ (*file)->fdflags;
  if ((changes & ~changeable) != 0) return Errno::notsup;
  const Errno error =
      (changes & Fdflags::append) != 0 ? set_append(**file, (flags & Fdflags::append) != 0) : Errno::success;
  if (error == Errno::success) (*file)->fdflags = flags;
  return error;
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
