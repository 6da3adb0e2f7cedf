#include "loader/wasi/fd_table.h"

#include <sys/stat.h>

#include <algorithm>

#include "loader/wasi/filestat.h"
#include "loader/wasi/rights.h"

namespace wasmc {

namespace {

// A terminal is recognised by not being seekable: guests take a character device with fd_seek for something else.
uint64_t rights_of(Filetype type, int host) {
  switch (type) {
    case Filetype::directory: return Rights::of_directory;
    case Filetype::character_device: return isatty(host) ? Rights::of_terminal : Rights::of_file;
    case Filetype::socket_dgram:
    case Filetype::socket_stream: return Rights::of_socket;
    default: return Rights::of_file;
  }
}

bool is_same_file(int a, int b) {
  struct stat status_a, status_b;
  return fstat(a, &status_a) == 0 && fstat(b, &status_b) == 0 && status_a.st_dev == status_b.st_dev &&
         status_a.st_ino == status_b.st_ino;
}

}  // namespace

Fallible<Filetype> filetype_of(int host) {
  struct stat status;
  if (fstat(host, &status) != 0) return last_errno();
  return filetype_from_mode(status.st_mode);
}

Fallible<OpenFile> describe_host_file(HostFd host) {
  const auto type = filetype_of(host.get());
  if (!type) return type.error();
  OpenFile file;
  file.type = *type;
  file.rights = rights_of(*type, host.get());
  file.inheriting = *type == Filetype::directory ? Rights::all : Rights::none;
  file.host = std::move(host);
  return file;
}

Fallible<OpenFile*> FdTable::find(uint32_t fd, uint64_t rights) {
  if (fd >= files_.size() || files_[fd] == nullptr) return Errno::badf;
  OpenFile* file = files_[fd].get();
  if ((file->rights & rights) != rights) return Errno::notcapable;
  return file;
}

Fallible<uint32_t> FdTable::insert(OpenFile file) {
  uint32_t fd = 0;
  while (fd < files_.size() && files_[fd] != nullptr) ++fd;
  if (fd == limit) return Errno::mfile;
  put(fd, std::move(file));
  return fd;
}

void FdTable::put(uint32_t fd, OpenFile file) {
  if (fd >= files_.size()) files_.resize(fd + 1);
  files_[fd] = std::make_unique<OpenFile>(std::move(file));
}

Errno FdTable::close(uint32_t fd) {
  const auto file = find(fd);
  if (!file) return file.error();
  files_[fd] = nullptr;
  return Errno::success;
}

bool FdTable::has_preopen(int host) const {
  return std::any_of(files_.begin(), files_.end(), [host](const std::unique_ptr<OpenFile>& file) {
    return file != nullptr && file->is_preopen && is_same_file(file->host.get(), host);
  });
}

Errno FdTable::renumber(uint32_t from, uint32_t to) {
  if (const auto source = find(from); !source) return source.error();
  if (const auto target = find(to); !target) return target.error();
  if (from != to) files_[to] = std::move(files_[from]);
  return Errno::success;
}

}  // namespace wasmc
