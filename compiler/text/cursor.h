// A position among tokens, with what a parser asks of the tokens there. One cursor belongs to one thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "compiler/text/lexer.h"
#include "format/base/result.h"

namespace wasmc {

class TokenCursor {
 public:
  // After the last token comes an `end`, if it is not one itself. Source and tokens outlive the cursor.
  TokenCursor(std::string_view source, std::span<const Token> tokens);

  // A cursor over other tokens of the same source.
  [[nodiscard]] TokenCursor over(std::span<const Token> tokens) const { return {source_, tokens}; }

  [[nodiscard]] size_t position() const { return position_; }
  void seek(size_t position) { position_ = position; }

  // The next token, or one that many tokens later. Past the last it stays the `end`.
  [[nodiscard]] const Token& peek(size_t ahead = 0) const {
    return position_ + ahead < tokens_.size() ? tokens_[position_ + ahead] : end_;
  }
  [[nodiscard]] std::string_view text(size_t ahead = 0) const { return peek(ahead).text_in(source_); }
  [[nodiscard]] uint32_t offset() const { return peek().offset; }
  void advance(size_t count = 1) {
    position_ = position_ + count < tokens_.size() ? position_ + count : tokens_.size();
  }

  [[nodiscard]] bool at(Token::Kind kind, size_t ahead = 0) const { return peek(ahead).kind == kind; }
  [[nodiscard]] bool at_keyword(std::string_view word, size_t ahead = 0) const {
    return at(Token::Kind::keyword, ahead) && text(ahead) == word;
  }
  // At an opening parenthesis with that word after it.
  [[nodiscard]] bool at_open(std::string_view word) const { return at(Token::Kind::open) && at_keyword(word, 1); }
  // At what names an item of an index space: a number or an id.
  [[nodiscard]] bool at_index(size_t ahead = 0) const {
    return at(Token::Kind::number, ahead) || at(Token::Kind::id, ahead);
  }

  // Each goes past what it names if that is next, and says whether it was.
  bool take(Token::Kind kind);
  bool take_keyword(std::string_view word);
  bool take_open(std::string_view word);

  [[nodiscard]] Status expect(Token::Kind kind);
  [[nodiscard]] Status expect_keyword(std::string_view word);
  [[nodiscard]] Status expect_open(std::string_view word);
  [[nodiscard]] Status expect_close() { return expect(Token::Kind::close); }

  // Goes past tokens until the parenthesis is closed that was opened last before this position.
  [[nodiscard]] Status skip_to_close();

  // Why the next token is refused: it belongs to a feature, is no word of the language, or is not expected here.
  [[nodiscard]] Error unexpected() const;

 private:
  std::string_view source_;
  std::span<const Token> tokens_;
  Token end_;
  size_t position_ = 0;
};

}  // namespace wasmc
