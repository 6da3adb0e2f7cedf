#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>

#include "loader/wasi/call.h"
#include "loader/wasi/filestat.h"
#include "loader/wasi/iovecs.h"
#include "loader/wasi/rights.h"
#include "loader/wasi/transfer.h"

namespace wasmc {

namespace {

static_assert(sizeof(off_t) == 8);

// True if the host can express an offset, or an extent of this length at this offset.
bool is_offset(uint64_t offset, uint64_t length = 0) { return offset <= INT64_MAX && length <= INT64_MAX - offset; }

// What fd_read, fd_write, fd_pread and fd_pwrite have in common.
struct Transfer {
  uint32_t fd;
  GuestAddress iovecs;
  uint32_t count;
  GuestAddress result;
};

// Runs a transfer on the host's file, and stores its size.
Errno transfer(WasiState& state, const GuestMemory& memory, const Transfer& what, uint64_t rights, off_t offset,
               decltype(read_file)* run) {
  const auto file = state.files.find(what.fd, rights);
  if (!file) return file.error();
  Iovecs buffers;
  if (const Errno error = buffers.gather(memory, what.iovecs, what.count); error != Errno::success) return error;
  if (!memory.contains(what.result, sizeof(ule32))) return Errno::fault;
  const auto size = run(**file, buffers, offset, state.shutdown);
  if (!size) return size.error();
  return memory.write(what.result, ule32(static_cast<uint32_t>(*size)));
}

// The host's whence, of which each snapshot has its own numbering.
Fallible<int> host_whence(uint32_t whence, WasiSnapshot snapshot) {
  static constexpr int preview1[] = {SEEK_SET, SEEK_CUR, SEEK_END}, unstable[] = {SEEK_CUR, SEEK_END, SEEK_SET};
  if (whence >= 3) return Errno::inval;
  return snapshot == WasiSnapshot::unstable ? unstable[whence] : preview1[whence];
}

Errno seek(const GuestMemory& memory, int host, int64_t offset, int whence, GuestAddress result) {
  if (!memory.contains(result, sizeof(ule64))) return Errno::fault;
  const off_t position = lseek(host, offset, whence);
  if (position < 0) return last_errno();
  return memory.write(result, ule64(static_cast<uint64_t>(position)));
}

}  // namespace

Errno WasiCall::fd_read(uint32_t fd, GuestAddress iovecs, uint32_t count, GuestAddress result) {
  return transfer(state_, memory_, {fd, iovecs, count, result}, Rights::fd_read, own_position, read_file);
}

Errno WasiCall::fd_write(uint32_t fd, GuestAddress iovecs, uint32_t count, GuestAddress result) {
  return transfer(state_, memory_, {fd, iovecs, count, result}, Rights::fd_write, own_position, write_file);
}

Errno WasiCall::fd_pread(uint32_t fd, GuestAddress iovecs, uint32_t count, uint64_t offset, GuestAddress result) {
  constexpr uint64_t rights = Rights::fd_read | Rights::fd_seek;
  if (!is_offset(offset)) return Errno::inval;
  return transfer(state_, memory_, {fd, iovecs, count, result}, rights, static_cast<off_t>(offset), read_file);
}

Errno WasiCall::fd_pwrite(uint32_t fd, GuestAddress iovecs, uint32_t count, uint64_t offset, GuestAddress result) {
  constexpr uint64_t rights = Rights::fd_write | Rights::fd_seek;
  if (!is_offset(offset)) return Errno::inval;
  return transfer(state_, memory_, {fd, iovecs, count, result}, rights, static_cast<off_t>(offset), write_file);
}

Errno WasiCall::fd_seek(uint32_t fd, uint64_t offset, uint32_t whence, GuestAddress result) {
  const auto host = host_whence(whence, snapshot_);
  if (!host) return host.error();
  // The snapshot lets a descriptor without fd_seek but with fd_tell ask for its position.
  const bool only_tells = *host == SEEK_CUR && offset == 0;
  const auto file = state_.files.find(fd, only_tells ? Rights::fd_tell : Rights::fd_seek);
  if (!file) return file.error();
  return seek(memory_, (*file)->host.get(), static_cast<int64_t>(offset), *host, result);
}

Errno WasiCall::fd_tell(uint32_t fd, GuestAddress result) {
  const auto file = state_.files.find(fd, Rights::fd_tell);
  if (!file) return file.error();
  return seek(memory_, (*file)->host.get(), 0, SEEK_CUR, result);
}

Errno WasiCall::fd_sync(uint32_t fd) {
  const auto file = state_.files.find(fd, Rights::fd_sync);
  if (!file) return file.error();
  return checked(fsync((*file)->host.get()));
}

Errno WasiCall::fd_datasync(uint32_t fd) {
  const auto file = state_.files.find(fd, Rights::fd_datasync);
  if (!file) return file.error();
  return checked(fdatasync((*file)->host.get()));
}

Errno WasiCall::fd_advise(uint32_t fd, uint64_t offset, uint64_t length, uint32_t advice) {
  static constexpr int host_advice[] = {POSIX_FADV_NORMAL,   POSIX_FADV_SEQUENTIAL, POSIX_FADV_RANDOM,
                                        POSIX_FADV_WILLNEED, POSIX_FADV_DONTNEED,   POSIX_FADV_NOREUSE};
  const auto file = state_.files.find(fd, Rights::fd_advise);
  if (!file) return file.error();
  if (advice >= std::size(host_advice) || !is_offset(offset, length)) return Errno::inval;
  return errno_from_host(
      posix_fadvise((*file)->host.get(), static_cast<off_t>(offset), static_cast<off_t>(length), host_advice[advice]));
}

Errno WasiCall::fd_allocate(uint32_t fd, uint64_t offset, uint64_t length) {
  const auto file = state_.files.find(fd, Rights::fd_allocate);
  if (!file) return file.error();
  if (!is_offset(offset, length)) return Errno::inval;
  return errno_from_host(posix_fallocate((*file)->host.get(), static_cast<off_t>(offset), static_cast<off_t>(length)));
}

Errno WasiCall::fd_filestat_get(uint32_t fd, GuestAddress result) {
  const auto file = state_.files.find(fd, Rights::fd_filestat_get);
  if (!file) return file.error();
  struct stat status;
  if (fstat((*file)->host.get(), &status) != 0) return last_errno();
  return write_filestat(memory_, snapshot_, result, status);
}

Errno WasiCall::fd_filestat_set_size(uint32_t fd, uint64_t size) {
  const auto file = state_.files.find(fd, Rights::fd_filestat_set_size);
  if (!file) return file.error();
  if (!is_offset(size)) return Errno::inval;
  return checked(ftruncate((*file)->host.get(), static_cast<off_t>(size)));
}

Errno WasiCall::fd_filestat_set_times(uint32_t fd, uint64_t accessed, uint64_t modified, uint32_t flags) {
  const auto file = state_.files.find(fd, Rights::fd_filestat_set_times);
  if (!file) return file.error();
  timespec times[2];
  if (const Errno error = times_to_set(accessed, modified, flags, times); error != Errno::success) return error;
  return checked(futimens((*file)->host.get(), times));
}

}  // namespace wasmc
