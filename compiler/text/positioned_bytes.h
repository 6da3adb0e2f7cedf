// Encoded bytes that remember where in the source they come from. Usable from any thread, each with its own.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/binary/encode.h"
#include "compiler/text/text_module.h"

namespace wasmc {

struct PositionedBytes {
  using Mark = TextModule::Position;

  ByteVector bytes;
  std::vector<Mark> marks;  // in the order of their binary offsets

  // What is appended next comes from there.
  void mark(uint32_t source) { marks.push_back({static_cast<uint32_t>(bytes.size()), source}); }
  void append(const PositionedBytes& more);
  void append_sized(const PositionedBytes& more);
};

// A section that is a vector of items.
struct VectorSection {
  PositionedBytes contents;
  uint32_t count = 0;

  // What is appended to the contents next is an item from there in the source.
  ByteVector& begin_item(uint32_t source) {
    contents.mark(source);
    ++count;
    return contents.bytes;
  }
};

}  // namespace wasmc
