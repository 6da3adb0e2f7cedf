#include "compiler/text/text_module.h"

#include <algorithm>
#include <span>
#include <string>

#include "compiler/text/context.h"
#include "compiler/text/declare_fields.h"
#include "compiler/text/lexer.h"
#include "compiler/text/parse_fields.h"
#include "compiler/text/sections.h"
#include "compiler/text/text_error.h"

namespace wasmc {
namespace {

// Where marks are, in lines and columns.
std::vector<TextModule::Position> resolve_marks(std::string_view source,
                                                const std::vector<PositionedBytes::Mark>& marks) {
  std::vector<uint32_t> line_starts = {0};
  for (size_t i = 0; i < source.size(); ++i) {
    if (source[i] == '\n') line_starts.push_back(static_cast<uint32_t>(i + 1));
  }
  std::vector<TextModule::Position> positions;
  positions.reserve(marks.size());
  for (const PositionedBytes::Mark& mark : marks) {
    const auto next_line = std::upper_bound(line_starts.begin(), line_starts.end(), mark.source);
    positions.push_back(
        {mark.offset, static_cast<uint32_t>(next_line - line_starts.begin()), mark.source - *(next_line - 1) + 1});
  }
  return positions;
}

// All bytes are from one place.
TextModule module_at(std::vector<uint8_t> bytes, std::string_view source, uint32_t offset) {
  const TextPosition position = text_position(source, offset);
  return {std::move(bytes), {{0, position.line, position.column}}};
}

enum class Quoted : uint8_t { no, yes };

Result<TextModule> parse_module(std::string_view source, Quoted quoted);

class ModuleParser {
 public:
  ModuleParser(std::string_view source, std::span<const Token> tokens) : source_(source), context_(source, tokens) {}

  Result<TextModule> run(Quoted quoted) {
    sections_.module_source = cursor_.offset();
    const bool in_parentheses = cursor_.take_open("module");
    if (in_parentheses) sections_.module_name = parse_optional_id(context_);
    if (in_parentheses && cursor_.take_keyword("binary")) return parse_binary();
    // A quoted module may not quote another, or they would nest without end.
    if (in_parentheses && quoted == Quoted::no && cursor_.take_keyword("quote")) return parse_quoted();
    TRY(parse_fields());
    TRY(finish(in_parentheses));
    PositionedBytes module = assemble_sections(context_, sections_);
    return TextModule{std::move(module.bytes), resolve_marks(source_, module.marks)};
  }

 private:
  Status finish(bool in_parentheses) {
    if (in_parentheses) TRY(cursor_.expect_close());
    return cursor_.expect(Token::Kind::end);
  }

  Status parse_fields() {
    TRY_ASSIGN(const std::vector<size_t> fields, declare_fields(context_));
    const size_t end = cursor_.position();
    FieldParser parser(context_, sections_);
    for (const size_t field : fields) {
      cursor_.seek(field);
      TRY(parser.parse_field());
    }
    cursor_.seek(end);
    return {};
  }

  Result<TextModule> parse_binary() {
    const std::string bytes = parse_strings(context_);
    TRY(finish(true));
    return module_at({bytes.begin(), bytes.end()}, source_, sections_.module_source);
  }

  Result<TextModule> parse_quoted() {
    const std::string text = parse_quoted_text();
    TRY(finish(true));
    Result<TextModule> module = parse_module(text, Quoted::yes);
    if (!module.has_value()) return Error{std::move(module.error().message), sections_.module_source};
    return module_at(std::move(module->bytes), source_, sections_.module_source);
  }

  // Each string is a line: tokens do not go across the ends of strings.
  std::string parse_quoted_text() {
    std::string text;
    while (cursor_.at(Token::Kind::string)) {
      text += unescape(cursor_.text());
      text += '\n';
      cursor_.advance();
    }
    return text;
  }

  std::string_view source_;
  TextContext context_;
  TokenCursor& cursor_ = context_.cursor;
  TextSections sections_;
};

Result<TextModule> parse_module(std::string_view source, Quoted quoted) {
  TRY_ASSIGN(const std::vector<Token> tokens, tokenize(source));
  return ModuleParser(source, tokens).run(quoted);
}

}  // namespace

TextPosition find_position(const std::vector<TextModule::Position>& positions, uint64_t binary_offset) {
  const auto is_before = [](uint64_t offset, const TextModule::Position& position) {
    return offset < position.binary_offset;
  };
  const auto next = std::upper_bound(positions.begin(), positions.end(), binary_offset, is_before);
  if (next == positions.begin()) return {1, 1};
  return {(next - 1)->line, (next - 1)->column};
}

Result<TextModule> parse_text_module(std::string_view source) { return parse_module(source, Quoted::no); }

}  // namespace wasmc
