#include "compiler/text/text_error.h"

#include <algorithm>

namespace wasmc {
namespace {

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// The start of the line with that number, from 1.
size_t start_of_line(std::string_view source, uint32_t line) {
  size_t start = 0;
  for (uint32_t i = 1; i < line; ++i) {
    const size_t end = source.find('\n', start);
    if (end == std::string_view::npos) break;
    start = end + 1;
  }
  return start;
}

// What of a line is shown, and how much before the column.
struct Excerpt {
  std::string_view text;
  size_t before = 0;
};

Excerpt excerpt_of(std::string_view line, size_t before) {
  constexpr size_t most = 160;
  before = std::min(before, line.size());
  if (line.size() <= most) return {line, before};
  size_t start = before > most / 2 ? before - most / 2 : 0;
  while (start < before && continues_character(line[start])) ++start;
  size_t end = std::min(line.size(), start + most);
  while (end > before && end < line.size() && continues_character(line[end])) --end;
  return {line.substr(start, end - start), before - start};
}

// Control characters would move the mark, or the terminal.
std::string printable(std::string_view text) {
  std::string copy(text);
  std::replace_if(
      copy.begin(), copy.end(), [](char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 0x7f; },
      ' ');
  return copy;
}

// Spaces as wide as the text, with its tabs.
std::string blanks_for(std::string_view text) {
  std::string blanks;
  for (const char c : text) {
    if (!continues_character(c)) blanks.push_back(c == '\t' ? '\t' : ' ');
  }
  return blanks;
}

}  // namespace

TextPosition text_position(std::string_view source, uint64_t offset) {
  const std::string_view before = source.substr(0, std::min<uint64_t>(offset, source.size()));
  const size_t newline = before.rfind('\n');
  const size_t start = newline == std::string_view::npos ? 0 : newline + 1;
  return {static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n') + 1),
          static_cast<uint32_t>(before.size() - start + 1)};
}

std::string format_text_error(const std::string& file, std::string_view source, TextPosition position,
                              const std::string& message) {
  const size_t start = start_of_line(source, position.line);
  const size_t end = std::min(source.find_first_of("\n\r", start), source.size());
  const Excerpt excerpt = excerpt_of(source.substr(start, end - start), position.column - 1);
  return file + ":" + std::to_string(position.line) + ":" + std::to_string(position.column) + ": error: " + message +
         "\n  " + printable(excerpt.text) + "\n  " + blanks_for(excerpt.text.substr(0, excerpt.before)) + "^";
}

}  // namespace wasmc
