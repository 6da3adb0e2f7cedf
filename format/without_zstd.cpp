// In the place of compress.cpp and decompress.cpp, for builds without zstd: what is written is not compressed, and what
// is compressed is refused.
#include "format/compress.h"

namespace wasmc {

bool can_decompress() { return false; }

std::vector<uint8_t> compress(std::span<const uint8_t>, int) { return {}; }

Status decompress(std::span<const uint8_t>, std::span<uint8_t>) {
  return Error{"compressed, and this program is built without zstd: compile with --layout=fast"};
}

}  // namespace wasmc
