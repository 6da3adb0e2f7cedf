#include "compiler/text/print_output.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace wasmc {

void TextOutput::put(std::string_view text) {
  while (text.size() > capacity - size_) {
    const std::string_view head = text.substr(0, capacity - size_);
    std::memcpy(buffer_->data() + size_, head.data(), head.size());
    size_ = capacity;
    flush();
    text.remove_prefix(head.size());
  }
  if (text.empty()) return;
  std::memcpy(buffer_->data() + size_, text.data(), text.size());
  size_ += text.size();
}

void TextOutput::new_line(size_t level) {
  constexpr size_t deepest = 40;
  constexpr size_t columns_per_level = 2;
  static constexpr std::string_view spaces =
      "\n                                                                                ";
  static_assert(spaces.size() == 1 + deepest * columns_per_level);
  put(spaces.substr(0, 1 + columns_per_level * std::min(level, deepest)));
}

Status TextOutput::finish() {
  flush();
  return std::move(status_);
}

void TextOutput::flush() {
  if (!failed()) status_ = sink_.write({buffer_->data(), size_});
  size_ = 0;
}

}  // namespace wasmc
