#include "compiler/text/lexer.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace wasmc {
namespace {

// The tokens' texts, with a letter for the kind of each, but for the end.
std::vector<std::string> lex(std::string_view source) {
  const Result<std::vector<Token>> tokens = tokenize(source);
  REQUIRE(tokens.has_value());
  std::vector<std::string> texts;
  for (const Token& token : *tokens) {
    constexpr std::string_view letters = "()kisnr.";
    const char letter = letters[static_cast<size_t>(token.kind)];
    if (token.kind != Token::Kind::end) texts.push_back(letter + std::string(token.text_in(source)));
  }
  return texts;
}

std::string refusal(std::string_view source) {
  const Result<std::vector<Token>> tokens = tokenize(source);
  return tokens ? "" : tokens.error().message + " at " + std::to_string(tokens.error().offset);
}

using Texts = std::vector<std::string>;

TEST_CASE("a token is of the kind that its form says") {
  CHECK(lex("(a) $b \"c\" 1_0 -0x1.8p3 nan:0x1 inf _x") ==
        Texts{"((", "ka", "))", "i$b", "s\"c\"", "n1_0", "n-0x1.8p3", "nnan:0x1", "ninf", "r_x"});
  CHECK(lex("$\"a b\"") == Texts{"i$\"a b\""});
}

TEST_CASE("what is written without space between is one token") {
  CHECK(lex("0$x") == Texts{"r0$x"});
  CHECK(lex("\"a\"\"b\"") == Texts{"r\"a\"\"b\""});
  CHECK(lex("a,b") == Texts{"ra,b"});
  CHECK(lex("1__0 1_ 0x 1e") == Texts{"r1__0", "r1_", "r0x", "r1e"});
}

TEST_CASE("comments are left out, and block comments nest") {
  CHECK(lex("a;; b\nc") == Texts{"ka", "kc"});
  CHECK(lex("a(; b (; c ;) d ;)e") == Texts{"ka", "ke"});
  CHECK(refusal("a (; (; ;)") == "unclosed comment at 2");
}

TEST_CASE("annotations are left out with all that is balanced in them") {
  CHECK(lex("a (@b (c) \")\" $ (@d) ,) e") == Texts{"ka", "ke"});
  CHECK(lex("(@\"b c\")").empty());
  CHECK(refusal("(@ b)") == "empty annotation id at 0");
  CHECK(refusal("(@\"\")") == "empty annotation id at 2");
  CHECK(refusal(" (@b (c)") == "unclosed annotation at 1");
}

TEST_CASE("a token knows that an annotation stands before it, and the annotation can be read again") {
  const std::string source = "(a (@b 1 ($)) ;; c\n (@d) e)";
  const Result<std::vector<Token>> tokens = tokenize(source);
  REQUIRE(tokens.has_value());
  REQUIRE(tokens->size() == 5);
  CHECK_FALSE((*tokens)[1].after_annotation);
  CHECK((*tokens)[2].after_annotation);
  CHECK_FALSE((*tokens)[3].after_annotation);
  std::string texts;
  for (const Token& token : tokenize_annotations(source, 2, (*tokens)[2].offset)) texts += token.text_in(source);
  CHECK(texts == "(@b1($))(@d)");
}

TEST_CASE("a string's escapes are replaced") {
  CHECK(unescape("\"a\\t\\n\\r\\\"\\'\\\\b\"") == "a\t\n\r\"'\\b");
  CHECK(unescape("\"\\00\\fF\"") == std::string("\0\xff", 2));
  CHECK(unescape("\"\\u{41}\\u{e9}\\u{20_ac}\\u{10ffff}\"") == "A\xc3\xa9\xe2\x82\xac\xf4\x8f\xbf\xbf");
}

TEST_CASE("a string that is malformed is refused where it is") {
  CHECK(refusal(" \"a") == "unclosed string at 1");
  CHECK(refusal("\"a\n\"") == "unclosed string at 0");
  CHECK(refusal("\"a\\x\"") == "illegal escape at 2");
  CHECK(refusal("\"\\u{d800}\"") == "illegal escape at 1");
  CHECK(refusal("\"\\u{110000}\"") == "illegal escape at 1");
  CHECK(refusal("\"\\u{}\"") == "illegal escape at 1");
  CHECK(refusal("\"\\") == "illegal escape at 1");
  CHECK(refusal("\"\x01\"") == "illegal character at 1");
}

TEST_CASE("an id has a name in UTF-8") {
  CHECK(refusal("$") == "empty identifier at 0");
  CHECK(refusal("$\"\"") == "empty identifier at 1");
  CHECK(refusal("$\"\\ff\"") == "malformed UTF-8 encoding at 1");
}

TEST_CASE("characters outside of strings and comments are ASCII, and all are UTF-8") {
  CHECK(refusal("a \xc3\xa9") == "illegal character at 2");
  CHECK(refusal("a \x7f") == "illegal character at 2");
  CHECK(refusal(";; \xc3\xa9").empty());
  CHECK(refusal(";; \xc3\xa9 \xff") == "malformed UTF-8 encoding at 6");
}

}  // namespace
}  // namespace wasmc
