#include "loader/wasi/terminal_filter.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string_view>

namespace wasmc {

namespace {

std::string filtered(std::initializer_list<std::string_view> parts) {
  TerminalFilter filter;
  std::string result;
  for (const std::string_view part : parts)
    result += filter.filter({reinterpret_cast<const uint8_t*>(part.data()), part.size()});
  return result;
}

}  // namespace

TEST_CASE("text stays as it is, with line feeds, carriage returns and tabs") {
  const std::string_view text = "caf\u00e9 \u20ac \U0001f600 \uffff\t1\r\n";
  CHECK(filtered({text}) == text);
}

TEST_CASE("control characters become their pictures") {
  CHECK(filtered({"\x1b[2J\a\b"}) == "\u241b[2J\u2407\u2408");
  CHECK(filtered({std::string_view("\0\x7f", 2)}) == "\u2400\u2421");
}

TEST_CASE("C1 controls become replacement characters, encoded or not") {
  CHECK(filtered({"\u0080\u009b31m\u00a0"}) == "\ufffd\ufffd31m\u00a0");
  CHECK(filtered({"\x9b"
                  "31m"}) == "\ufffd31m");
}

TEST_CASE("characters may come in parts") {
  const std::string_view text = "\u20ac\U0001f600\u009b";
  for (size_t first = 0; first <= text.size(); ++first) {
    for (size_t second = first; second <= text.size(); ++second) {
      const auto parts = {text.substr(0, first), text.substr(first, second - first), text.substr(second)};
      CHECK(filtered(parts) == "\u20ac\U0001f600\ufffd");
    }
  }
}

TEST_CASE("what is not UTF-8 can't hide a control character") {
  CHECK(filtered({"\xe2\x1b[m"}) == "\ufffd\u241b[m");
  CHECK(filtered({"\xf0\x9f", "\x1b[m"}) == "\ufffd\u241b[m");
  CHECK(filtered({"\xc0\x9b"}) == "\ufffd\ufffd");            // ESC in two bytes
  CHECK(filtered({"\xe0\x80\x9b"}) == "\ufffd\ufffd\ufffd");  // in three
  CHECK(filtered({"\xed\xa0\x80"}) == "\ufffd\ufffd\ufffd");  // a surrogate
  CHECK(filtered({"\xf4\x90\x80\x80"}).size() == 4 * 3);      // past U+10FFFF
  CHECK(filtered({"\xff\xfe\x80"}) == "\ufffd\ufffd\ufffd");
  CHECK(filtered({"\xc3\xc3\xa9"}) == "\ufffd\u00e9");
}

}  // namespace wasmc
