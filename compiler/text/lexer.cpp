#include "compiler/text/lexer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <span>

#include "compiler/text/numbers.h"
#include "format/base/utf8.h"

namespace wasmc {
namespace {

// The length of the UTF-8 character of more than one byte that the text starts with, or 0.
size_t character_length(std::string_view text) {
  for (size_t length = 2; length <= 4 && length <= text.size(); ++length) {
    if (is_utf8(text.substr(0, length))) return length;
  }
  return 0;
}

// Where the first character is that is malformed, in a text that has one.
size_t find_malformed_character(std::string_view text) {
  size_t position = 0;
  while (position < text.size()) {
    const bool is_ascii = static_cast<unsigned char>(text[position]) < 0x80;
    const size_t length = is_ascii ? 1 : character_length(text.substr(position));
    if (length == 0) break;
    position += length;
  }
  return position;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Most characters of a text are looked up here.
constexpr std::array<bool, 256> id_characters = [] {
  std::array<bool, 256> table{};
  for (unsigned c = '!'; c < 0x7f; ++c) table[c] = true;
  for (const char c : std::string_view("\"(),;[]{}")) table[static_cast<unsigned char>(c)] = false;
  return table;
}();

}  // namespace

bool is_id_character(char c) { return id_characters[static_cast<unsigned char>(c)]; }

namespace {

// What a reserved token may consist of besides the characters of ids and strings.
bool is_bracket_or_comma(char c) { return std::string_view(",;[]{}").find(c) != std::string_view::npos; }

class Lexer {
 public:
  enum class Annotations : uint8_t { dropped, kept };

  explicit Lexer(std::string_view source, size_t position = 0, Annotations annotations = Annotations::dropped)
      : source_(source), position_(position), annotations_(annotations) {}

  Result<std::vector<Token>> run() {
    while (true) {
      TRY(skip_space_and_comments());
      if (position_ == source_.size()) break;
      TRY(read_token());
    }
    if (annotation_depth_ != 0) return Error{"unclosed annotation", annotation_start_};
    add(Token::Kind::end, position_);
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] bool at(std::string_view text) const { return source_.substr(position_).starts_with(text); }
  [[nodiscard]] bool at_end() const { return position_ == source_.size(); }

  // Tokens inside of annotations are checked, then forgotten unless they are asked for.
  void add(Token::Kind kind, size_t start) {
    if (annotation_depth_ != 0 && annotations_ == Annotations::dropped) return;
    tokens_.push_back(
        {static_cast<uint32_t>(start), static_cast<uint32_t>(position_ - start), kind, after_annotation_});
    after_annotation_ = false;
  }

  Status skip_space_and_comments() {
    while (!at_end()) {
      if (is_space(source_[position_])) {
        ++position_;
      } else if (at(";;")) {
        position_ = std::min(source_.find_first_of("\n\r", position_), source_.size());
      } else if (at("(;")) {
        TRY(skip_block_comment());
      } else {
        break;
      }
    }
    return {};
  }

  Status skip_block_comment() {
    const size_t start = position_;
    size_t depth = 0;
    do {
      if (at_end()) return Error{"unclosed comment", start};
      if (at("(;")) {
        ++depth;
        position_ += 2;
      } else if (at(";)")) {
        --depth;
        position_ += 2;
      } else {
        ++position_;
      }
    } while (depth > 0);
    return {};
  }

  Status read_token() {
    const char c = source_[position_];
    if (annotation_depth_ == 0 && at("(@")) return open_annotation();
    if (c == '(' || c == ')') {
      read_parenthesis(c);
      return {};
    }
    if (c == '"' || is_id_character(c) || is_bracket_or_comma(c)) return read_word();
    return Error{"illegal character", position_};
  }

  void read_parenthesis(char c) {
    ++position_;
    add(c == '(' ? Token::Kind::open : Token::Kind::close, position_ - 1);
    if (annotation_depth_ == 0) return;
    if (c == '(') ++annotation_depth_;
    if (c == ')') --annotation_depth_;
  }

  Status open_annotation() {
    annotation_start_ = position_;
    position_ += 2;
    const size_t id = position_;
    if (!at_end() && source_[id] == '"') {
      TRY(read_quoted_id(id, "empty annotation id"));
    } else {
      while (!at_end() && is_id_character(source_[position_])) ++position_;
      if (position_ == id) return Error{"empty annotation id", annotation_start_};
    }
    annotation_depth_ = 1;
    add(Token::Kind::annotation, annotation_start_);
    after_annotation_ = true;
    return {};
  }

  // The string in an id, which is not empty and in UTF-8.
  Status read_quoted_id(size_t start, const char* if_empty) {
    const Status string = read_string();
    // A string that is broken off is no id at all.
    if (!string.has_value()) return Error{if_empty, start};
    const std::string name = unescape(source_.substr(start, position_ - start));
    if (name.empty()) return Error{if_empty, start};
    if (!is_utf8(name)) return Error{"malformed UTF-8 encoding", start};
    return {};
  }

  Status read_string() {
    const size_t start = position_++;
    while (!at_end() && source_[position_] != '"') {
      const char c = source_[position_];
      if (c == '\n' || c == '\r') break;
      if ((c >= 0 && c < ' ') || c == 0x7f) return Error{"illegal character", position_};
      if (c == '\\') {
        const size_t length = escape_length(source_.substr(position_ + 1));
        if (length == 0) return Error{"illegal escape", position_};
        position_ += length;
      }
      ++position_;
    }
    if (at_end() || source_[position_] != '"') return Error{"unclosed string", start};
    ++position_;
    return {};
  }

  // The longest run of what is neither space, parenthesis nor comment is one token, whatever it is.
  Status read_word() {
    const size_t start = position_;
    while (!at_end() && is_id_character(source_[position_])) ++position_;
    if (!at_word_end()) return read_word_of_more(start);
    const std::string_view text = source_.substr(start, position_ - start);
    if (text == "$" && annotation_depth_ == 0) return Error{"empty identifier", start};
    add(kind_of(text), start);
    return {};
  }

  [[nodiscard]] bool at_word_end() const {
    if (at_end() || at(";;")) return true;
    const char c = source_[position_];
    return c != '"' && !is_id_character(c) && !is_bracket_or_comma(c);
  }

  // The rest of a word that does not consist of the characters of ids alone.
  Status read_word_of_more(size_t start) {
    size_t strings = 0;
    while (!at_word_end()) {
      if (source_[position_] != '"') {
        ++position_;
        continue;
      }
      ++strings;
      const bool in_id = position_ == start + 1 && source_[start] == '$';
      TRY(in_id ? read_quoted_id(position_, "empty identifier") : read_string());
    }
    add(kind_with_strings(source_.substr(start, position_ - start), strings), start);
    return {};
  }

  static Token::Kind kind_of(std::string_view text) {
    if (text.front() == '$') return Token::Kind::id;
    if (is_number(text)) return Token::Kind::number;
    return text.front() >= 'a' && text.front() <= 'z' ? Token::Kind::keyword : Token::Kind::reserved;
  }

  static Token::Kind kind_with_strings(std::string_view text, size_t strings) {
    if (strings != 1 || text.back() != '"') return Token::Kind::reserved;
    if (text.front() == '"') return Token::Kind::string;
    return text.starts_with("$\"") ? Token::Kind::id : Token::Kind::reserved;
  }

  std::string_view source_;
  size_t position_;
  Annotations annotations_;
  std::vector<Token> tokens_;
  bool after_annotation_ = false;
  size_t annotation_depth_ = 0;  // parentheses open inside of an annotation, its own included
  size_t annotation_start_ = 0;
};

}  // namespace

Result<std::vector<Token>> tokenize(std::string_view source) {
  if (source.size() >= UINT32_MAX) return Error{"the text is too large: 4 GiB or more", 0};
  if (!is_utf8(source)) return Error{"malformed UTF-8 encoding", find_malformed_character(source)};
  return Lexer(source).run();
}

std::vector<Token> tokenize_annotations(std::string_view source, uint32_t begin, uint32_t end) {
  Result<std::vector<Token>> tokens = Lexer(source.substr(0, end), begin, Lexer::Annotations::kept).run();
  assert(tokens.has_value());
  return std::move(*tokens);
}

}  // namespace wasmc
