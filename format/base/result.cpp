#include "format/base/result.h"

#include <array>
#include <charconv>

namespace wasmc {

std::string format_error(const std::string& file, const Error& error) {
  std::string text = file;
  if (error.has_offset()) {
    std::array<char, 16> digits;
    auto end = std::to_chars(digits.data(), digits.data() + digits.size(), error.offset, 16).ptr;
    text.append(":0x").append(digits.data(), end);
  }
  return text + ": error: " + error.message;
}

}  // namespace wasmc
