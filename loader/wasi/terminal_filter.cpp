#include "loader/wasi/terminal_filter.h"

namespace wasmc {

namespace {

constexpr uint32_t replacement = 0xfffd;

void append_utf8(uint32_t code_point, std::string& result) {
  const auto tail = [code_point](int shift) { return static_cast<char>(0x80 | (code_point >> shift & 0x3f)); };
  if (code_point < 0x80) {
    result += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    result.append({static_cast<char>(0xc0 | code_point >> 6), tail(0)});
  } else if (code_point < 0x10000) {
    result.append({static_cast<char>(0xe0 | code_point >> 12), tail(6), tail(0)});
  } else {
    result.append({static_cast<char>(0xf0 | code_point >> 18), tail(12), tail(6), tail(0)});
  }
}

// The character that is shown in place of another.
uint32_t harmless(uint32_t code_point) {
  constexpr uint32_t pictures = 0x2400, picture_of_delete = 0x2421;
  if (code_point == '\n' || code_point == '\r' || code_point == '\t') return code_point;
  if (code_point < 0x20) return pictures + code_point;
  if (code_point == 0x7f) return picture_of_delete;
  return code_point >= 0x80 && code_point < 0xa0 ? replacement : code_point;
}

}  // namespace

std::string TerminalFilter::filter(std::span<const uint8_t> text) {
  std::string result;
  for (const uint8_t byte : text) add(byte, result);
  return result;
}

bool TerminalFilter::continues(uint8_t byte) const { return byte >= least_ && byte <= most_; }

void TerminalFilter::add(uint8_t byte, std::string& result) {
  if (missing_ != 0 && continues(byte)) {
    code_point_ = code_point_ << 6 | (byte & 0x3f);
    least_ = 0x80;
    most_ = 0xbf;
    if (--missing_ == 0) append_utf8(harmless(code_point_), result);
    return;
  }
  if (missing_ != 0) append_utf8(replacement, result);
  begin(byte, result);
}

// The limits of a second byte exclude what could be written shorter, surrogates, and what is past U+10FFFF.
void TerminalFilter::begin(uint8_t byte, std::string& result) {
  const bool is_first = byte >= 0xc2 && byte <= 0xf4;
  missing_ = !is_first ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
  if (missing_ == 0) append_utf8(byte < 0x80 ? harmless(byte) : replacement, result);
  code_point_ = byte & (0x3fu >> missing_);
  least_ = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
  most_ = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;
}

}  // namespace wasmc
