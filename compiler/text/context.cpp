#include "compiler/text/context.h"

#include "compiler/text/parse_annotations.h"
#include "format/base/utf8.h"

namespace wasmc {

std::string_view TextContext::name_of_id(std::string_view id) {
  id.remove_prefix(1);
  if (!id.starts_with('"')) return id;
  if (id.find('\\') == std::string_view::npos) return id.substr(1, id.size() - 2);
  return keep(unescape(id));
}

std::string_view parse_optional_id(TextContext& context) {
  if (!context.cursor.at(Token::Kind::id)) return {};
  const std::string_view name = context.name_of_id(context.cursor.text());
  context.cursor.advance();
  return name;
}

Result<DeclaredName> parse_declared_name(TextContext& context, const char* word) {
  DeclaredName declared;
  declared.offset = context.cursor.offset();
  declared.id = parse_optional_id(context);
  declared.name = declared.id;
  if (context.cursor.peek().after_annotation) {
    TRY_ASSIGN(const auto name, parse_name_annotation(context, word));
    if (name) declared.name = *name;
  }
  return declared;
}

Status declare_item(TextContext& context, IndexSpace& space) {
  TRY_ASSIGN(const DeclaredName name, parse_declared_name(context, space.word()));
  return declare(space, name);
}

Status declare(IndexSpace& space, const DeclaredName& name) {
  if (space.declare(name.id, name.name)) return {};
  return Error{std::string("duplicate ") + space.word() + " $" + std::string(name.id), name.offset};
}

Result<uint32_t> parse_index(TextContext& context, const IndexSpace& space) {
  if (!context.cursor.at(Token::Kind::id)) {
    TRY_ASSIGN(const uint64_t index, parse_unsigned_number(context, 32));
    return static_cast<uint32_t>(index);
  }
  const uint32_t offset = context.cursor.offset();
  const std::string_view name = parse_optional_id(context);
  const auto index = space.find(name);
  if (!index) return Error{std::string("unknown ") + space.words() + " $" + std::string(name), offset};
  return *index;
}

Result<uint32_t> parse_optional_index(TextContext& context, const IndexSpace& space) {
  if (!context.cursor.at_index()) return uint32_t{0};
  return parse_index(context, space);
}

Result<uint32_t> parse_optional_use(TextContext& context, const char* word, const IndexSpace& space) {
  if (!context.cursor.take_open(word)) return uint32_t{0};
  TRY_ASSIGN(const uint32_t index, parse_index(context, space));
  TRY(context.cursor.expect_close());
  return index;
}

Result<uint64_t> parse_unsigned_number(TextContext& context, unsigned width) {
  const Token& token = context.cursor.peek();
  if (token.kind != Token::Kind::number) return context.cursor.unexpected();
  const ParsedNumber number = parse_unsigned(context.cursor.text(), width);
  if (number.problem == ParsedNumber::Problem::malformed) return context.cursor.unexpected();
  if (number.problem == ParsedNumber::Problem::out_of_range) {
    return Error{"i" + std::to_string(width) + " constant out of range", token.offset};
  }
  context.cursor.advance();
  return number.bits;
}

Result<uint64_t> parse_constant(TextContext& context, ParsedNumber (*read)(std::string_view)) {
  if (!context.cursor.at(Token::Kind::number)) return context.cursor.unexpected();
  const ParsedNumber number = read(context.cursor.text());
  if (number.problem == ParsedNumber::Problem::malformed) return context.cursor.unexpected();
  if (number.problem == ParsedNumber::Problem::out_of_range) {
    return Error{"constant out of range", context.cursor.offset()};
  }
  context.cursor.advance();
  return number.bits;
}

Result<std::string> parse_string(TextContext& context) {
  if (!context.cursor.at(Token::Kind::string)) return context.cursor.unexpected();
  std::string bytes = unescape(context.cursor.text());
  context.cursor.advance();
  return bytes;
}

std::string parse_strings(TextContext& context) {
  std::string bytes;
  while (context.cursor.at(Token::Kind::string)) {
    bytes += unescape(context.cursor.text());
    context.cursor.advance();
  }
  return bytes;
}

Result<std::string> parse_name(TextContext& context) {
  const uint32_t offset = context.cursor.offset();
  TRY_ASSIGN(std::string name, parse_string(context));
  if (!is_utf8(name)) {
    return Error{"malformed UTF-8 encoding", offset};
  }
  return name;
}

}  // namespace wasmc
