#include "compiler/text/positioned_bytes.h"

namespace wasmc {

void PositionedBytes::append(const PositionedBytes& more) {
  const auto base = static_cast<uint32_t>(bytes.size());
  for (const Mark& mark : more.marks) marks.push_back({base + mark.binary_offset, mark.source_offset});
  bytes.insert(bytes.end(), more.bytes.begin(), more.bytes.end());
}

void PositionedBytes::append_sized(const PositionedBytes& more) {
  append_leb128(bytes, static_cast<uint32_t>(more.bytes.size()));
  append(more);
}

}  // namespace wasmc
