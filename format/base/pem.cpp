#include "format/base/pem.h"

namespace wasmc {

namespace {

constexpr std::string_view begin_mark = "-----BEGIN ";
constexpr std::string_view end_mark = "-----END ";
constexpr std::string_view dashes = "-----";
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr size_t line_length = 64;

std::string_view take_line(std::string_view& text) {
  const size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  return line;
}

// What stands between a mark and dashes, if the line is of that form.
std::optional<std::string_view> label_of(std::string_view line, std::string_view mark) {
  if (!line.starts_with(mark) || !line.ends_with(dashes) || line.size() < mark.size() + dashes.size())
    return std::nullopt;
  return line.substr(mark.size(), line.size() - mark.size() - dashes.size());
}

// Four characters at a time; padding ends it, and bits that stand for nothing are zero.
std::optional<std::vector<uint8_t>> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  const size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  text.remove_suffix(padding);
  std::vector<uint8_t> bytes;
  uint32_t bits = 0;
  unsigned count = 0;
  for (char c : text) {
    const size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<uint8_t>(bits >> count));
    bits &= (1u << count) - 1;
  }
  return bits == 0 ? std::optional(std::move(bytes)) : std::nullopt;
}

std::string encode_base64(std::span<const uint8_t> bytes) {
  std::string text;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](size_t at) { return at < bytes.size() ? uint32_t{bytes[at]} : 0; };
    const uint32_t bits = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    for (unsigned shift : {18u, 12u, 6u, 0u}) text += alphabet[bits >> shift & 63];
  }
  const size_t padding = (3 - bytes.size() % 3) % 3;
  return text.replace(text.size() - padding, padding, padding, '=');
}

}  // namespace

Result<std::optional<PemBlock>> take_pem_block(std::string_view& text) {
  std::optional<std::string_view> label;
  while (!label && !text.empty()) label = label_of(take_line(text), begin_mark);
  if (!label) return std::optional<PemBlock>();
  std::string base64;
  for (;;) {
    if (text.empty()) return Error{"PEM: BEGIN " + std::string(*label) + " has no END"};
    const std::string_view line = take_line(text);
    const auto ended = label_of(line, end_mark);
    if (ended && *ended == *label) break;
    base64 += line;
  }
  auto bytes = decode_base64(base64);
  if (!bytes) return Error{"PEM: what is between BEGIN and END " + std::string(*label) + " is no base64"};
  return std::optional(PemBlock{std::string(*label), std::move(*bytes)});
}

std::string write_pem(std::string_view label, std::span<const uint8_t> bytes) {
  std::string text = std::string(begin_mark).append(label).append(dashes) + "\n";
  const std::string base64 = encode_base64(bytes);
  for (size_t i = 0; i < base64.size(); i += line_length) text += base64.substr(i, line_length) + "\n";
  return text.append(end_mark).append(label).append(dashes) + "\n";
}

}  // namespace wasmc
