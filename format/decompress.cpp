#include <zstd.h>

#include <new>

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

Result<std::unique_ptr<uint8_t[]>> decompress(std::span<const uint8_t> frame, uint64_t raw_size) {
  if (!is_one_frame(frame, raw_size)) return Error{"not a zstd frame of the declared size"};
  std::unique_ptr<uint8_t[]> raw(new (std::nothrow) uint8_t[raw_size]);
  if (raw == nullptr) return Error{"not enough memory to decompress"};
  if (ZSTD_decompress(raw.get(), raw_size, frame.data(), frame.size()) != raw_size) return Error{"damaged zstd frame"};
  return raw;
}

}  // namespace wasmc
