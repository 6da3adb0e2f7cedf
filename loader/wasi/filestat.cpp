#include "loader/wasi/filestat.h"

namespace wasmc {

namespace {

constexpr uint64_t nanoseconds_per_second = 1'000'000'000;

template <typename Layout>
Errno write_as(const GuestMemory& memory, uint32_t address, const struct stat& status) {
  Layout guest{};
  guest.device = status.st_dev;
  guest.inode = status.st_ino;
  guest.filetype = static_cast<uint8_t>(filetype_from_mode(status.st_mode));
  guest.links = static_cast<decltype(guest.links)>(status.st_nlink);
  guest.size = static_cast<uint64_t>(status.st_size);
  guest.accessed = nanoseconds_from(status.st_atim);
  guest.modified = nanoseconds_from(status.st_mtim);
  guest.changed = nanoseconds_from(status.st_ctim);
  return memory.write(address, guest);
}

timespec time_to_set(uint64_t time, bool set, bool now) {
  if (now) return {0, UTIME_NOW};
  if (!set) return {0, UTIME_OMIT};
  return timespec_from(time);
}

}  // namespace

Filetype filetype_from_mode(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFBLK: return Filetype::block_device;
    case S_IFCHR: return Filetype::character_device;
    case S_IFDIR: return Filetype::directory;
    case S_IFREG: return Filetype::regular_file;
    case S_IFLNK: return Filetype::symbolic_link;
    case S_IFSOCK: return Filetype::socket_stream;
    // WASI has no pipes. wasi-libc's S_ISFIFO is true of sockets.
    case S_IFIFO: return Filetype::socket_stream;
    default: return Filetype::unknown;
  }
}

uint64_t nanoseconds_from(const timespec& time) {
  if (time.tv_sec < 0) return 0;
  return static_cast<uint64_t>(time.tv_sec) * nanoseconds_per_second + static_cast<uint64_t>(time.tv_nsec);
}

timespec timespec_from(uint64_t nanoseconds) {
  return {static_cast<time_t>(nanoseconds / nanoseconds_per_second),
          static_cast<long>(nanoseconds % nanoseconds_per_second)};
}

Errno write_filestat(const GuestMemory& memory, WasiSnapshot snapshot, uint32_t address, const struct stat& status) {
  if (snapshot == WasiSnapshot::unstable) return write_as<GuestFilestatUnstable>(memory, address, status);
  return write_as<GuestFilestat>(memory, address, status);
}

Errno times_to_set(uint64_t accessed, uint64_t modified, uint32_t flags, timespec (&times)[2]) {
  const bool set_accessed = (flags & Fstflags::atim) != 0, accessed_now = (flags & Fstflags::atim_now) != 0;
  const bool set_modified = (flags & Fstflags::mtim) != 0, modified_now = (flags & Fstflags::mtim_now) != 0;
  if ((flags & ~Fstflags::all) != 0 || (set_accessed && accessed_now) || (set_modified && modified_now))
    return Errno::inval;
  times[0] = time_to_set(accessed, set_accessed, accessed_now);
  times[1] = time_to_set(modified, set_modified, modified_now);
  return Errno::success;
}

}  // namespace wasmc
