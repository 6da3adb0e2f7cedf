// Where printed text goes: in pieces of some KB to a sink, so that a text needs no memory however long it is. An output
// belongs to one thread.
#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "format/base/result.h"

namespace wasmc {

// Takes text, in order. The first failure ends the printing.
class TextSink {
 public:
  virtual ~TextSink() = default;
  [[nodiscard]] virtual Status write(std::string_view text) = 0;
};

// Keeps the text.
class StringSink : public TextSink {
 public:
  [[nodiscard]] Status write(std::string_view text) override {
    text_ += text;
    return {};
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

class TextOutput {
 public:
  // The sink outlives the output.
  explicit TextOutput(TextSink& sink) : sink_(sink), buffer_(std::make_unique<Buffer>()) {}

  void put(char c) {
    if (size_ == capacity) flush();
    (*buffer_)[size_++] = c;
  }
  void put(std::string_view text);
  template <std::integral Integer>
  void put_number(Integer value, int base = 10) {
    constexpr size_t longest = 32;
    if (capacity - size_ < longest) flush();
    char* const start = buffer_->data() + size_;
    size_ += static_cast<size_t>(std::to_chars(start, start + longest, value, base).ptr - start);
  }
  // A new line that is set in by so many levels. Far levels share their column: code may be nested millions deep.
  void new_line(size_t level);

  // True once the sink has failed: what is put then is lost.
  [[nodiscard]] bool failed() const { return !status_.has_value(); }
  // Hands over what is left. To be called in the end; fails if the sink has ever failed.
  [[nodiscard]] Status finish();

 private:
  static constexpr size_t capacity = 1 << 15;
  using Buffer = std::array<char, capacity>;

  void flush();

  TextSink& sink_;
  std::unique_ptr<Buffer> buffer_;
  size_t size_ = 0;
  Status status_;
};

}  // namespace wasmc
