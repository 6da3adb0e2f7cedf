// Compression of sections: one zstd frame each, which declares its content's size. Two sources, so that a program that
// only reads doesn't link the compressor. Usable from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "format/base/result.h"

namespace wasmc {

// False if this program is built without the library: then compressed sections can't be read.
[[nodiscard]] bool can_decompress();

// The frame for these bytes, or an empty vector if it would not be smaller than they are.
[[nodiscard]] std::vector<uint8_t> compress(std::span<const uint8_t> raw, int level);

// Writes what the frame holds. Fails if it is anything but one whole frame of exactly that content size; `raw` is
// undefined then.
[[nodiscard]] Status decompress(std::span<const uint8_t> frame, std::span<uint8_t> raw);

}  // namespace wasmc
