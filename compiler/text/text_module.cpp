#include "compiler/text/text_module.h"

#include <algorithm>
#include <span>
#include <string>

#include "compiler/text/context.h"
#include "compiler/text/declare_fields.h"
#include "compiler/text/lexer.h"
#include "compiler/text/parse_fields.h"
#include "compiler/text/sections.h"

namespace wasmc {
namespace {

// All bytes are from one place.
TextModule module_at(std::vector<uint8_t> bytes, uint32_t offset) { return {std::move(bytes), {{0, offset}}}; }

// Where the text of a module is from.
enum class Form : uint8_t { file, in_script, quoted };

Result<TextModule> parse_module(std::string_view source, Form form);

// From where on annotations belong to the module.
uint32_t start_of_module(std::span<const Token> tokens, Form form) {
  return form == Form::in_script && !tokens.empty() ? tokens.front().offset : 0;
}

class ModuleParser {
 public:
  ModuleParser(std::string_view source, std::span<const Token> tokens, Form form)
      : form_(form), context_(source, tokens, start_of_module(tokens, form)) {}

  Result<TextModule> run() {
    sections_.module_source = cursor_.offset();
    const bool in_parentheses = cursor_.take_open("module");
    if (in_parentheses && form_ == Form::in_script) cursor_.take_keyword("definition");
    if (in_parentheses) TRY(parse_module_name());
    if (in_parentheses && cursor_.take_keyword("binary")) return parse_binary();
    // A quoted module may not quote another, or they would nest without end.
    if (in_parentheses && form_ != Form::quoted && cursor_.take_keyword("quote")) return parse_quoted();
    TRY(parse_fields());
    TRY(finish(in_parentheses));
    TRY(context_.annotations.check_all_taken());
    PositionedBytes module = assemble_sections(context_, sections_);
    // Sizes and positions have 32 bits.
    if (module.bytes.size() > UINT32_MAX)
      return Error{"the module is too large: 4 GiB or more", sections_.module_source};
    return TextModule{std::move(module.bytes), std::move(module.marks)};
  }

 private:
  Status parse_module_name() {
    TRY_ASSIGN(const DeclaredName name, parse_declared_name(context_, "module"));
    sections_.module_name = name.name;
    return {};
  }

  Status finish(bool in_parentheses) {
    if (in_parentheses) TRY(cursor_.expect_close());
    return cursor_.expect(Token::Kind::end);
  }

  Status parse_fields() {
    TRY_ASSIGN(const std::vector<size_t> fields, declare_fields(context_, sections_.custom));
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
    return module_at({bytes.begin(), bytes.end()}, sections_.module_source);
  }

  Result<TextModule> parse_quoted() {
    const std::string text = parse_quoted_text();
    TRY(finish(true));
    Result<TextModule> module = parse_module(text, Form::quoted);
    if (!module.has_value()) return Error{std::move(module.error().message), sections_.module_source};
    return module_at(std::move(module->bytes), sections_.module_source);
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

  Form form_;
  TextContext context_;
  TokenCursor& cursor_ = context_.cursor;
  TextSections sections_;
};

Result<TextModule> parse_module(std::string_view source, Form form) {
  TRY_ASSIGN(const std::vector<Token> tokens, tokenize(source));
  return ModuleParser(source, tokens, form).run();
}

}  // namespace

uint32_t find_source_offset(const std::vector<TextModule::Position>& positions, uint64_t binary_offset) {
  const auto is_before = [](uint64_t offset, const TextModule::Position& position) {
    return offset < position.binary_offset;
  };
  const auto next = std::upper_bound(positions.begin(), positions.end(), binary_offset, is_before);
  return next == positions.begin() ? 0 : (next - 1)->source_offset;
}

Result<TextModule> parse_text_module(std::string_view source) { return parse_module(source, Form::file); }

Result<TextModule> parse_text_module(std::string_view source, std::span<const Token> tokens) {
  return ModuleParser(source, tokens, Form::in_script).run();
}

}  // namespace wasmc
