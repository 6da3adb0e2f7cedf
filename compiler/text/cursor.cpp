#include "compiler/text/cursor.h"

#include "compiler/module/feature.h"
#include "compiler/text/keywords.h"

namespace wasmc {
namespace {

// A token as a message shows it: not all of it if it is long, and no half of a character.
std::string shorten(std::string_view text) {
  constexpr size_t most = 40;
  if (text.size() <= most) return std::string(text);
  size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "...";
}

}  // namespace

TokenCursor::TokenCursor(std::string_view source, std::span<const Token> tokens) : source_(source), tokens_(tokens) {
  if (tokens_.empty()) return;
  const Token& last = tokens_.back();
  if (last.kind == Token::Kind::end) {
    end_ = last;
    tokens_ = tokens_.first(tokens_.size() - 1);
  } else {
    end_.offset = last.offset + last.length;
  }
}

bool TokenCursor::take(Token::Kind kind) {
  if (!at(kind)) return false;
  advance();
  return true;
}

bool TokenCursor::take_keyword(std::string_view word) {
  if (!at_keyword(word)) return false;
  advance();
  return true;
}

bool TokenCursor::take_open(std::string_view word) {
  if (!at_open(word)) return false;
  advance(2);
  return true;
}

Status TokenCursor::expect(Token::Kind kind) {
  if (!take(kind)) return unexpected();
  return {};
}

Status TokenCursor::expect_keyword(std::string_view word) {
  if (!take_keyword(word)) return unexpected();
  return {};
}

Status TokenCursor::expect_open(std::string_view word) {
  TRY(expect(Token::Kind::open));
  return expect_keyword(word);
}

Status TokenCursor::skip_to_close() {
  size_t depth = 1;
  while (depth > 0) {
    if (at(Token::Kind::end)) return unexpected();
    if (at(Token::Kind::open)) ++depth;
    if (at(Token::Kind::close)) --depth;
    advance();
  }
  return {};
}

Error TokenCursor::unexpected() const {
  if (at(Token::Kind::end)) return {"unexpected token: the text ends here", offset()};
  // An opening parenthesis is as good as the word after it.
  const size_t word = at(Token::Kind::open) && !at(Token::Kind::close, 1) && !at(Token::Kind::end, 1) ? 1 : 0;
  const uint32_t where = peek(word).offset;
  if (at(Token::Kind::keyword, word)) {
    if (const auto feature = unsupported_feature_of(text(word))) return FeatureSet().refusal(*feature, where);
    if (!is_known_keyword(text(word))) return {"unknown operator " + shorten(text(word)), where};
  }
  if (at(Token::Kind::reserved, word)) return {"unknown operator " + shorten(text(word)), where};
  return {"unexpected token " + shorten(text(word)), where};
}

}  // namespace wasmc
