// The host's struct stat and times in WASI's terms. Usable from any thread.
#pragma once

#include <sys/stat.h>

#include <cstdint>

#include "loader/wasi/guest_memory.h"
#include "loader/wasi/layouts.h"
#include "loader/wasi/wasi.h"

namespace wasmc {

[[nodiscard]] Filetype filetype_from_mode(mode_t mode);

// In nanoseconds; 0 if before 1970.
[[nodiscard]] uint64_t nanoseconds_from(const timespec& time);
[[nodiscard]] timespec timespec_from(uint64_t nanoseconds);

// Stores the filestat in the snapshot's layout.
[[nodiscard]] Errno write_filestat(const GuestMemory& memory, WasiSnapshot snapshot, uint32_t address,
                                   const struct stat& status);

// Fills in what utimensat expects for fd_filestat_set_times' arguments; inval if the flags contradict each other.
[[nodiscard]] Errno times_to_set(uint64_t accessed, uint64_t modified, uint32_t flags, timespec (&times)[2]);

}  // namespace wasmc
