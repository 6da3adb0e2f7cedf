#include <zstd.h>

#include "format/base/bytes.h"
#include "format/compress.h"

namespace wasmc {

namespace {

// The library also takes skippable frames and those of its old formats; artifacts have neither.
bool begins_with_magic(std::span<const uint8_t> frame) {
  return frame.size() >= sizeof(ule32) && *reinterpret_cast<const ule32*>(frame.data()) == ZSTD_MAGICNUMBER;
}

bool is_one_frame(std::span<const uint8_t> frame, uint64_t raw_size) {
  return begins_with_magic(frame) && ZSTD_getFrameContentSize(frame.data(), frame.size()) == raw_size &&
         ZSTD_findFrameCompressedSize(frame.data(), frame.size()) == frame.size();
}

}  // namespace

bool can_decompress() { return true; }

Status decompress(std::span<const uint8_t> frame, std::span<uint8_t> raw) {
  if (!is_one_frame(frame, raw.size())) return Error{"not a zstd frame of the declared size"};
  if (ZSTD_decompress(raw.data(), raw.size(), frame.data(), frame.size()) != raw.size())
    return Error{"damaged zstd frame"};
  return {};
}

}  // namespace wasmc
