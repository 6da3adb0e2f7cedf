// Makes text harmless for a terminal: what would control it is shown instead. Control characters become the pictures
// that Unicode has for them, U+2400 and following; C1 controls and what is not UTF-8 become U+FFFD; line feeds,
// carriage returns and tabs stay. Used by one thread at a time.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace wasmc {

class TerminalFilter {
 public:
  // What the bytes become. A character that is not complete at their end is kept until its next bytes come.
  [[nodiscard]] std::string filter(std::span<const uint8_t> text);

 private:
  void add(uint8_t byte, std::string& result);
  void begin(uint8_t byte, std::string& result);
  [[nodiscard]] bool continues(uint8_t byte) const;

  uint32_t code_point_ = 0;  // what is known of it
  uint8_t missing_ = 0;      // bytes of the character that have yet to come
  uint8_t least_ = 0x80;     // what the next one of them must be at least, and at most
  uint8_t most_ = 0xbf;
};

}  // namespace wasmc
