// Reads modules in the text format (chapter 6) by writing them in the binary format, so that everything after is the
// same for both. Usable from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "format/base/result.h"

namespace wasmc {

// A place in a text; lines and columns count from 1, columns in bytes.
struct TextPosition {
  uint32_t line = 0;
  uint32_t column = 0;
  bool operator==(const TextPosition&) const = default;
};

struct TextModule {
  // What the bytes from `binary_offset` on were made from.
  struct Position {
    uint32_t binary_offset = 0;
    uint32_t line = 0;
    uint32_t column = 0;
  };

  std::vector<uint8_t> bytes;       // with a name section for the ids
  std::vector<Position> positions;  // in the order of their offsets
};

// Where the byte at that offset comes from.
[[nodiscard]] TextPosition find_position(const std::vector<TextModule::Position>& positions, uint64_t binary_offset);

// Reads `(module ...)`, in each of its three forms, or the fields of one. Fails if the text is malformed or uses what
// is not supported, with the offset in the source; the message begins as the specification suite's does, where it has
// one. What is malformed in a quoted module is reported at that module. Whether the module is valid is not checked.
[[nodiscard]] Result<TextModule> parse_text_module(std::string_view source);

}  // namespace wasmc
