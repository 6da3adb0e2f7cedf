// Reading and writing of files, from and to a guest's buffers. Usable from any thread.
#pragma once

#include "loader/wasi/fd_table.h"
#include "loader/wasi/iovecs.h"
#include "loader/wasi/shutdown.h"

namespace wasmc {

// An offset that stands for the file's own position.
inline constexpr off_t own_position = -1;

// Both return how many of the buffers' bytes have been read or written.
[[nodiscard]] Fallible<int64_t> read_file(OpenFile& file, Iovecs& buffers, off_t offset, const Shutdown& shutdown);
[[nodiscard]] Fallible<int64_t> write_file(OpenFile& file, Iovecs& buffers, off_t offset, const Shutdown& shutdown);

}  // namespace wasmc
