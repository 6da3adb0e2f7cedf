// Which artifacts this version can read, and what users are told about the others. Usable from any thread.
#pragma once

#include <cstdint>
#include <span>

#include "format/artifact.h"
#include "format/base/result.h"

namespace wasmc {

// The format: the same major number, and a minor number no newer than ours. (A new major number breaks old artifacts; a
// new minor one adds what old readers can't know.)
[[nodiscard]] Status check_format_version(uint16_t major, uint16_t minor);

// The same of a file, whose version stands in the same place in all formats; false if it is too short for one.
[[nodiscard]] bool has_known_version(std::span<const uint8_t> file);

// The contract between code and loader (spec/abi.md): the loader accepts oldest to newest.
[[nodiscard]] Status check_abi(const ArtifactHeader& header, uint32_t oldest, uint32_t newest);

}  // namespace wasmc
