#include "loader/text.h"

namespace wasmc {

std::string quote(std::string_view name) {
  std::string text = "\"";
  for (char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    text += byte < 0x20 || byte == 0x7f ? '?' : c;
  }
  return text + '"';
}

}  // namespace wasmc
