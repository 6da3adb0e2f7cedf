// Compression of sections: one zstd frame each, which declares its content's size. Two sources, so that a program that
// only reads doesn't link the compressor. Usable from any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "format/base/result.h"

namespace wasmc {

// The frame for these bytes, or an empty vector if it would not be smaller than they are.
[[nodiscard]] std::vector<uint8_t> compress(std::span<const uint8_t> raw, int level);

// The raw_size bytes that the frame holds. Fails if it is anything but one whole frame of that content size, or if
// memory is short. Allocates raw_size bytes: the caller has found the size plausible.
[[nodiscard]] Result<std::unique_ptr<uint8_t[]>> decompress(std::span<const uint8_t> frame, uint64_t raw_size);

}  // namespace wasmc
