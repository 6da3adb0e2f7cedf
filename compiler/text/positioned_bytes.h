// Encoded bytes that remember where in the source they come from. Usable from any thread, each with its own.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/binary/encode.h"

namespace wasmc {

struct PositionedBytes {
  // The bytes from `offset` on come from `source`, an offset in the text.
  struct Mark {
    uint32_t offset = 0;
    uint32_t source = 0;
  };

  ByteVector bytes;
  std::vector<Mark> marks;  // in the order of their offsets

  // What is appended next comes from there.
  void mark(uint32_t source) { marks.push_back({static_cast<uint32_t>(bytes.size()), source}); }
  void append(const PositionedBytes& more);
  void append_sized(const PositionedBytes& more);
};

}  // namespace wasmc
