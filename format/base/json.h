// Writes JSON (RFC 8259), value after value, for what tools print to other programs. Objects and arrays stand a member
// a line and are indented; those that are opened as one_line are not. A writer is used by one thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wasmc {

class JsonWriter {
 public:
  enum class Layout : uint8_t { lines, one_line };

  // Opens an object or array: the next value of an array or the whole text; with a key, the next member of an object.
  // What is inside a container of one line is of one line as well.
  void begin_object(Layout layout = Layout::lines) { begin('{', layout); }
  void begin_array(Layout layout = Layout::lines) { begin('[', layout); }
  // Closes what was opened last.
  void end();

  // Names the value that follows, in an object.
  void key(std::string_view name);

  // Any bytes will do: what is not UTF-8 becomes U+FFFD.
  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  void value(uint64_t number);
  void value(uint32_t number) { value(uint64_t{number}); }
  void value(bool truth);
  void null();

  // A member of an object.
  template <typename T>
  void member(std::string_view name, const T& content) {
    key(name);
    value(content);
  }

  // What has been written, with a line's end; everything opened must have been closed.
  [[nodiscard]] std::string take();

 private:
  struct Level {
    char closing;
    Layout layout;
    bool is_empty;
  };

  void begin(char opening, Layout layout);
  void begin_value();
  void begin_item();
  void break_line();
  void append_string(std::string_view text);

  std::string text_;
  std::vector<Level> levels_;
  bool has_key_ = false;
};

}  // namespace wasmc
