// UTF-8 as names have to be encoded (section 5.2.4). Usable from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace wasmc {

// The length of the character whose shortest encoding the bytes, of which there are some, begin with; 0 if they begin
// with none.
[[nodiscard]] size_t utf8_length(std::span<const uint8_t> bytes);

// True if the bytes are the shortest UTF-8 encodings of Unicode scalar values.
[[nodiscard]] bool is_utf8(std::span<const uint8_t> bytes);
[[nodiscard]] inline bool is_utf8(std::string_view text) {
  return is_utf8(std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
}

}  // namespace wasmc
