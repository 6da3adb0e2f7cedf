// Reads modules in the text format (chapter 6) by writing them in the binary format, so that everything after is the
// same for both. Usable from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/text/lexer.h"
#include "format/base/result.h"

namespace wasmc {

struct TextModule {
  // What the bytes from `binary_offset` on were made from.
  struct Position {
    uint32_t binary_offset = 0;
    uint32_t source_offset = 0;
  };

  std::vector<uint8_t> bytes;       // with a name section for the ids
  std::vector<Position> positions;  // in the order of their offsets
};

// Where in the source the byte at that offset of the module comes from.
[[nodiscard]] uint32_t find_source_offset(const std::vector<TextModule::Position>& positions, uint64_t binary_offset);

// Reads `(module ...)`, in each of its three forms, or the fields of one. Fails if the text is malformed or uses what
// is not supported, with the offset in the source; the message begins as the specification suite's does, where it has
// one. What is malformed in a quoted module is reported at that module. Whether the module is valid is not checked.
[[nodiscard]] Result<TextModule> parse_text_module(std::string_view source);
// The same for a module within a script: `tokens` are those of its parentheses and what is between them, or of its
// fields. It may be a `(module definition ...)`. Offsets are those in the whole source.
[[nodiscard]] Result<TextModule> parse_text_module(std::string_view source, std::span<const Token> tokens);

}  // namespace wasmc
