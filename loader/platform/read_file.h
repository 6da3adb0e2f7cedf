// Reading artifacts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "format/base/result.h"

namespace wasmc {

// All of a regular file. A copy, because what has been checked must not change afterwards. Fails with the system's
// reason.
[[nodiscard]] Result<std::vector<uint8_t>> read_whole_file(const std::string& path);

}  // namespace wasmc
