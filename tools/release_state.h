// A file that remembers the newest release that has run, so that none older runs after it. Usable from any thread, and
// by several processes at a time.
#pragma once

#include <cstdint>
#include <string>

#include "format/base/result.h"

namespace wasmc {

// The number in the file; 0 if there is no such file. Fails if it can't be read, or holds anything but a number.
[[nodiscard]] Result<uint64_t> read_release(const std::string& path);

// Makes the number larger, if it is smaller than that; the file, if there is none. It is on the disk then.
[[nodiscard]] Status raise_release(const std::string& path, uint64_t release);

}  // namespace wasmc
