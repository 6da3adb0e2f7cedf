// Shows errors in the text format to users. Usable from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wasmc {

// A place in a text; lines and columns count from 1, columns in bytes.
struct TextPosition {
  uint32_t line = 0;
  uint32_t column = 0;
  bool operator==(const TextPosition&) const = default;
};

// Where in the source that offset is.
[[nodiscard]] TextPosition text_position(std::string_view source, uint64_t offset);

// "app.wat:3:5: error: message", then the line with a mark below the column. A long line is shown around the column.
[[nodiscard]] std::string format_text_error(const std::string& file, std::string_view source, TextPosition position,
                                            const std::string& message);

}  // namespace wasmc
