// The escapes in strings of the text format (section 6.3.3). Usable from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wasmc {

// The length of the escape that the text starts with, which comes after its backslash; 0 if it is none.
[[nodiscard]] size_t escape_length(std::string_view text);

// The bytes that a string token's text stands for: without the quotes, and with the escapes replaced.
[[nodiscard]] std::string unescape(std::string_view quoted);

}  // namespace wasmc
