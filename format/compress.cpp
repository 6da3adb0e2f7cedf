#include "format/compress.h"

#include <zstd.h>

namespace wasmc {

std::vector<uint8_t> compress(std::span<const uint8_t> raw, int level) {
  std::vector<uint8_t> frame(ZSTD_compressBound(raw.size()));
  size_t size = ZSTD_compress(frame.data(), frame.size(), raw.data(), raw.size(), level);
  if (ZSTD_isError(size) != 0 || size >= raw.size()) return {};
  frame.resize(size);
  return frame;
}

}  // namespace wasmc
