// Shows errors in the text format to users. Usable from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/text/text_module.h"

namespace wasmc {

// Where in the source that offset is.
[[nodiscard]] TextPosition text_position(std::string_view source, uint64_t offset);

// "app.wat:3:5: error: message", then the line with a mark below the column. A long line is shown around the column.
[[nodiscard]] std::string format_text_error(const std::string& file, std::string_view source, TextPosition position,
                                            const std::string& message);

}  // namespace wasmc
