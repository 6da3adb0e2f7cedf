#include "compiler/text/text_error.h"

#include <string>

#include <doctest/doctest.h>

namespace wasmc {
namespace {

TEST_CASE("lines and columns count from one") {
  CHECK(text_position("ab\ncd", 0) == TextPosition{1, 1});
  CHECK(text_position("ab\ncd", 2) == TextPosition{1, 3});
  CHECK(text_position("ab\ncd", 3) == TextPosition{2, 1});
  CHECK(text_position("ab\ncd", 99) == TextPosition{2, 3});
  CHECK(text_position("", 0) == TextPosition{1, 1});
}

TEST_CASE("an error shows its line with a mark below the column") {
  CHECK(format_text_error("a.wat", "(module\n\t(foo))\n", {2, 3}, "no") == "a.wat:2:3: error: no\n  \t(foo))\n  \t ^");
  CHECK(format_text_error("a.wat", "\xc3\xa9 x", {1, 4}, "no") == "a.wat:1:4: error: no\n  \xc3\xa9 x\n    ^");
  CHECK(format_text_error("a.wat", "", {1, 1}, "no") == "a.wat:1:1: error: no\n  \n  ^");
}

TEST_CASE("of a long line the part around the column is shown") {
  const std::string line = std::string(1000, 'a') + "X" + std::string(1000, 'b');
  const std::string text = format_text_error("a.wat", line, {1, 1001}, "no");
  CHECK(text == "a.wat:1:1001: error: no\n  " + std::string(80, 'a') + "X" + std::string(79, 'b') + "\n  " +
                    std::string(80, ' ') + "^");
}

TEST_CASE("control characters of a line are not shown") {
  CHECK(format_text_error("a.wat", "a\x1b[b", {1, 2}, "no") == "a.wat:1:2: error: no\n  a [b\n   ^");
}

}  // namespace
}  // namespace wasmc
