// The checksum of artifacts: XXH64 with seed 0 (github.com/Cyan4973/xxHash, doc/xxhash_spec.md). It finds damage, not
// forgery. Usable from any thread.
#pragma once

#include <cstdint>
#include <span>

namespace wasmc {

[[nodiscard]] uint64_t checksum(std::span<const uint8_t> bytes);

}  // namespace wasmc
