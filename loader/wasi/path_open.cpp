#include <fcntl.h>

#include "loader/wasi/call.h"
#include "loader/wasi/fdflags.h"
#include "loader/wasi/resolve.h"
#include "loader/wasi/rights.h"

namespace wasmc {

namespace {

// Of these rights, a file that is opened for reading only can't have any.
constexpr uint64_t writing = Rights::fd_write | Rights::fd_allocate | Rights::fd_filestat_set_size;
constexpr uint64_t reading = Rights::fd_read | Rights::fd_readdir;

uint64_t rights_to_open(uint32_t oflags) {
  uint64_t rights = Rights::path_open;
  if ((oflags & Oflags::creat) != 0) rights |= Rights::path_create_file;
  if ((oflags & Oflags::trunc) != 0) rights |= Rights::path_filestat_set_size;
  return rights;
}

// That a directory can't be opened for writing is the host's to say.
int host_access(uint64_t rights) {
  if ((rights & writing) == 0) return O_RDONLY;
  return (rights & reading) != 0 ? O_RDWR : O_WRONLY;
}

int host_oflags(uint32_t oflags) {
  int host = O_NOCTTY;
  if ((oflags & Oflags::creat) != 0) host |= O_CREAT;
  if ((oflags & Oflags::directory) != 0) host |= O_DIRECTORY;
  if ((oflags & Oflags::excl) != 0) host |= O_EXCL;
  if ((oflags & Oflags::trunc) != 0) host |= O_TRUNC;
  return host;
}

}  // namespace

Errno WasiCall::path_open(uint32_t fd, uint32_t lookup, GuestAddress path, uint32_t length, uint32_t oflags,
                          uint64_t rights, uint64_t inheriting, uint32_t fdflags, GuestAddress result) {
  constexpr mode_t mode = 0666;
  // Bits that no snapshot gives a meaning to are not refused: some programs set them all.
  rights &= Rights::all;
  inheriting &= Rights::all;
  const auto directory = state_.files.find(fd, rights_to_open(oflags));
  if (!directory) return directory.error();
  if (((rights | inheriting) & ~(*directory)->inheriting) != 0) return Errno::notcapable;
  const auto name = memory_.path(path, length);
  if (!name) return name.error();
  if (!memory_.contains(result, sizeof(ule32))) return Errno::fault;
  if ((oflags & ~Oflags::all) != 0 || (fdflags & ~Fdflags::all) != 0) return Errno::inval;
  int flags = host_access(rights) | host_oflags(oflags) | host_fdflags(fdflags);
  if ((lookup & Lookupflags::symlink_follow) == 0) flags |= O_NOFOLLOW;
  auto host = open_beneath((*directory)->host.get(), *name, flags, mode);
  if (!host) return host.error();
  auto file = describe_host_file(std::move(*host));
  if (!file) return file.error();
  file->rights.restrict_to(rights);
  file->inheriting.restrict_to(inheriting);
  const auto opened = state_.files.insert(std::move(*file));
  if (!opened) return opened.error();
  return memory_.write(result, ule32(*opened));
}

}  // namespace wasmc
