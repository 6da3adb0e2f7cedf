// Divides the text format into tokens (section 6.2). Comments are left out. Usable from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/text/escapes.h"
#include "format/base/result.h"

namespace wasmc {

struct Token {
  // `reserved` is what has the form of no other kind; `end` comes after the last token. `annotation` is the beginning
  // of one, up to its id.
  enum class Kind : uint8_t { open, close, keyword, id, string, number, reserved, end, annotation };

  uint32_t offset = 0;  // in the source
  uint32_t length = 0;
  Kind kind = Kind::end;
  bool after_annotation = false;

  // The spelling in the source that the token is of.
  [[nodiscard]] std::string_view text_in(std::string_view source) const { return source.substr(offset, length); }
};

// The tokens, and an `end` after them, without annotations. Fails on characters, strings, comments and annotations that
// are malformed, with their offset in the source, and on sources of 4 GiB or more.
[[nodiscard]] Result<std::vector<Token>> tokenize(std::string_view source);

// The annotations between two tokens with what they contain, up to their closing parentheses, and an `end` after them.
// `tokenize` has accepted the source.
[[nodiscard]] std::vector<Token> tokenize_annotations(std::string_view source, uint32_t begin, uint32_t end);

// True of the characters that ids and keywords consist of.
[[nodiscard]] bool is_id_character(char c);

}  // namespace wasmc
