#include "loader/wasi/fd_table.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

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

// What is opened through it, or accepted from it, may have these at most.
uint64_t inheriting_of(Filetype type) {
  if (type == Filetype::directory) return Rights::all;
  return type == Filetype::socket_stream ? Rights::of_socket : Rights::none;
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
  file.inheriting = inheriting_of(*type);
  file.host = std::move(host);
  return file;
}

Fallible<std::shared_ptr<OpenFile>> FdTable::find(uint32_t fd, uint64_t rights) const {
  const std::lock_guard lock(mutex_);
  if (!is_open(fd)) return Errno::badf;
  if ((files_[fd]->rights & rights) != rights) return Errno::notcapable;
  return files_[fd];
}

// What it gives is to be closed when the table is no longer locked.
std::shared_ptr<OpenFile> FdTable::replace(uint32_t fd, std::shared_ptr<OpenFile> file) {
  if (fd >= files_.size()) files_.resize(fd + 1);
  return std::exchange(files_[fd], std::move(file));
}

std::shared_ptr<OpenFile> FdTable::prepare(OpenFile file) const {
  const bool is_filtered =
      config_.filters_terminals && file.type == Filetype::character_device && isatty(file.host.get());
  if (is_filtered) file.terminal = std::make_unique<TerminalOutput>();
  return std::make_shared<OpenFile>(std::move(file));
}

Fallible<uint32_t> FdTable::insert(OpenFile file) {
  auto added = prepare(std::move(file));
  const std::lock_guard lock(mutex_);
  uint32_t fd = 0;
  while (is_open(fd)) ++fd;
  if (fd >= config_.most_files) return Errno::mfile;
  replace(fd, std::move(added));
  return fd;
}

Errno FdTable::put(uint32_t fd, OpenFile file) {
  if (fd >= config_.most_files) return Errno::mfile;
  auto added = prepare(std::move(file));
  std::shared_ptr<OpenFile> closed;
  const std::lock_guard lock(mutex_);
  closed = replace(fd, std::move(added));
  return Errno::success;
}

Errno FdTable::close(uint32_t fd) {
  std::shared_ptr<OpenFile> closed;
  const std::lock_guard lock(mutex_);
  if (!is_open(fd)) return Errno::badf;
  closed = replace(fd, nullptr);
  return Errno::success;
}

bool FdTable::has_preopen(int host) const {
  const std::lock_guard lock(mutex_);
  return std::any_of(files_.begin(), files_.end(), [host](const std::shared_ptr<OpenFile>& file) {
    return file != nullptr && file->is_preopen && is_same_file(file->host.get(), host);
  });
}

Errno FdTable::renumber(uint32_t from, uint32_t to) {
  std::shared_ptr<OpenFile> closed;
  const std::lock_guard lock(mutex_);
  if (!is_open(from) || !is_open(to)) return Errno::badf;
  if (from != to) closed = replace(to, std::exchange(files_[from], nullptr));
  return Errno::success;
}

}  // namespace wasmc
