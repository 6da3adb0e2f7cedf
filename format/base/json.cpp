#include "format/base/json.h"

#include <cassert>

#include "format/base/utf8.h"

namespace wasmc {

namespace {

constexpr std::string_view replacement_character = "\xef\xbf\xbd";

// A character of one byte.
void append_ascii(std::string& text, char c) {
  if (c == '"' || c == '\\') {
    text += '\\';
    text += c;
  } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
    constexpr char digits[] = "0123456789abcdef";
    text += "\\u00";
    text += digits[static_cast<unsigned char>(c) >> 4];
    text += digits[c & 15];
  } else {
    text += c;
  }
}

}  // namespace

void JsonWriter::begin(char opening, Layout layout) {
  begin_value();
  const bool is_inside_line = !levels_.empty() && levels_.back().layout == Layout::one_line;
  levels_.push_back({opening == '{' ? '}' : ']', is_inside_line ? Layout::one_line : layout, true});
  text_ += opening;
}

void JsonWriter::end() {
  assert(!levels_.empty() && !has_key_);
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.is_empty && level.layout == Layout::lines) break_line();
  text_ += level.closing;
}

void JsonWriter::key(std::string_view name) {
  assert(!has_key_ && levels_.back().closing == '}');
  begin_item();
  append_string(name);
  text_ += ": ";
  has_key_ = true;
}

void JsonWriter::value(std::string_view text) {
  begin_value();
  append_string(text);
}

void JsonWriter::value(uint64_t number) {
  begin_value();
  text_ += std::to_string(number);
}

void JsonWriter::value(bool truth) {
  begin_value();
  text_ += truth ? "true" : "false";
}

void JsonWriter::null() {
  begin_value();
  text_ += "null";
}

std::string JsonWriter::take() {
  assert(levels_.empty() && !has_key_);
  std::string text = std::move(text_) + "\n";
  text_.clear();
  return text;
}

void JsonWriter::begin_value() {
  if (has_key_) {
    has_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  assert(levels_.back().closing == ']');
  begin_item();
}

void JsonWriter::begin_item() {
  Level& level = levels_.back();
  if (!level.is_empty) text_ += level.layout == Layout::lines ? "," : ", ";
  level.is_empty = false;
  if (level.layout == Layout::lines) break_line();
}

void JsonWriter::break_line() { text_.append("\n").append(2 * levels_.size(), ' '); }

void JsonWriter::append_string(std::string_view text) {
  text_ += '"';
  while (!text.empty()) {
    const size_t length = utf8_length({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
    if (length == 1) {
      append_ascii(text_, text[0]);
    } else {
      text_ += length == 0 ? replacement_character : text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  text_ += '"';
}

}  // namespace wasmc
