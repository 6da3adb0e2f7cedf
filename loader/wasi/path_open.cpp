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

// What a call of path_open asks for beside the path.
struct Opening {
  uint64_t rights;
  uint64_t inheriting;
  uint32_t oflags;
  uint32_t fdflags;
  bool follows_link;
};

// Of the directory itself.
uint64_t rights_to_open(uint32_t oflags) {
  uint64_t rights = Rights::path_open;
  if ((oflags & Oflags::creat) != 0) rights |= Rights::path_create_file;
  if ((oflags & Oflags::trunc) != 0) rights |= Rights::path_filestat_set_size;
  return rights;
}

// Bits that no snapshot gives a meaning to are not refused: some programs set them all. Some libraries ask for all
// rights but to write when they only want to read: in a read-only directory they get those that there are.
void drop_needless_rights(const OpenFile& directory, Opening& opening) {
  opening.rights &= Rights::all;
  opening.inheriting &= Rights::all;
  if (!directory.is_read_only) return;
  opening.rights &= ~(Rights::changing & ~writing);
  opening.inheriting &= ~Rights::changing;
}

// What the directory must let be had. To open a file for synchronous writes is to synchronise it.
uint64_t inheriting_to_open(const Opening& opening) {
  uint64_t needed = opening.rights | opening.inheriting;
  if ((opening.fdflags & Fdflags::dsync) != 0) needed |= Rights::fd_datasync;
  if ((opening.fdflags & (Fdflags::rsync | Fdflags::sync)) != 0) needed |= Rights::fd_sync;
  return needed;
}

// The host would create a file where a directory is asked for.
bool is_sound(const Opening& opening) {
  constexpr uint32_t new_directory = Oflags::creat | Oflags::directory;
  return (opening.oflags & ~Oflags::all) == 0 && (opening.fdflags & ~Fdflags::all) == 0 &&
         (opening.oflags & new_directory) != new_directory;
}

// That a directory can't be opened for writing is the host's to say.
int host_access(uint64_t rights) {
  if ((rights & writing) == 0) return O_RDONLY;
  return (rights & reading) != 0 ? O_RDWR : O_WRONLY;
}

// No opening waits, and no file that is opened does by itself: who reads or writes waits where it can be shut down.
int host_flags(const Opening& opening) {
  int host = O_NOCTTY | O_NONBLOCK | host_access(opening.rights) | host_fdflags(opening.fdflags);
  if ((opening.oflags & Oflags::creat) != 0) host |= O_CREAT;
  if ((opening.oflags & Oflags::directory) != 0) host |= O_DIRECTORY;
  if ((opening.oflags & Oflags::excl) != 0) host |= O_EXCL;
  if ((opening.oflags & Oflags::trunc) != 0) host |= O_TRUNC;
  return opening.follows_link ? host : host | O_NOFOLLOW;
}

Fallible<OpenFile> open_file(const OpenFile& directory, const std::string& name, const Opening& opening) {
  constexpr mode_t mode = 0666;
  auto host = open_beneath(directory.host.get(), name, host_flags(opening), mode);
  if (!host) return host.error();
  auto file = describe_host_file(std::move(*host));
  if (!file) return file.error();
  file->rights.restrict_to(opening.rights);
  file->inheriting.restrict_to(opening.inheriting);
  file->is_read_only = directory.is_read_only;
  file->fdflags = fdflags_from_host(host_fdflags(opening.fdflags));  // some contain others
  file->awaits_writer = file->type == Filetype::socket_stream;       // a named pipe: sockets can't be opened
  return file;
}

}  // namespace

Errno WasiCall::path_open(uint32_t fd, uint32_t lookup, GuestAddress path, uint32_t length, uint32_t oflags,
                          uint64_t rights, uint64_t inheriting, uint32_t fdflags, GuestAddress result) {
  Opening opening{rights, inheriting, oflags, fdflags, (lookup & Lookupflags::symlink_follow) != 0};
  const auto directory = state_.files.find(fd, rights_to_open(oflags));
  if (!directory) return directory.error();
  drop_needless_rights(**directory, opening);
  if ((inheriting_to_open(opening) & ~(*directory)->inheriting) != 0) return Errno::notcapable;
  const auto name = memory_.path(path, length);
  if (!name) return name.error();
  if (!memory_.contains(result, sizeof(ule32))) return Errno::fault;
  if (!is_sound(opening)) return Errno::inval;
  auto file = open_file(**directory, *name, opening);
  if (!file) return file.error();
  const auto opened = state_.files.insert(std::move(*file));
  if (!opened) return opened.error();
  return memory_.write(result, ule32(*opened));
}

}  // namespace wasmc
