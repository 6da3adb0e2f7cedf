#include "compiler/text/parse_annotations.h"

#include "compiler/text/context.h"
#include "format/base/utf8.h"

namespace wasmc {
namespace {

// The sections that a place can name, in the order in which they come.
struct SectionRow {
  std::string_view word;
  uint8_t id;
};

constexpr SectionRow section_rows[] = {
    {"type", 1},   {"import", 2}, {"func", 3}, {"table", 4},      {"memory", 5}, {"tag", 13},  {"global", 6},
    {"export", 7}, {"start", 8},  {"elem", 9}, {"datacount", 12}, {"code", 10},  {"data", 11},
};

// The first place, and then two for each section: the one before it and the one after it.
constexpr uint32_t first_place = 0;
constexpr uint32_t place_before(uint32_t row) { return 1 + 2 * row; }

Error error_in(const char* annotation, const std::string& message, uint32_t offset) {
  return {std::string(annotation) + " annotation: " + message, offset};
}

Error unexpected_in(const char* annotation, const TokenCursor& cursor) {
  return error_in(annotation, "unexpected token " + std::string(cursor.text()), cursor.offset());
}

std::string take_string(TokenCursor& cursor) {
  std::string text = unescape(cursor.text());
  cursor.advance();
  return text;
}

class CustomAnnotationParser {
 public:
  CustomAnnotationParser(const TextContext& context, const Annotation& annotation)
      : cursor_(context.cursor.over(annotation.contents)) {
    section_.source = annotation.offset;
  }

  Result<PlacedSection> run() {
    TRY(parse_section_name());
    TRY(parse_place());
    while (cursor_.at(Token::Kind::string)) section_.contents += take_string(cursor_);
    if (!cursor_.at(Token::Kind::close)) return unexpected_in(id, cursor_);
    return std::move(section_);
  }

 private:
  static constexpr const char* id = "@custom";

  Status parse_section_name() {
    const uint32_t offset = cursor_.offset();
    if (!cursor_.at(Token::Kind::string)) return error_in(id, "missing section name", offset);
    section_.name = take_string(cursor_);
    if (!is_utf8(section_.name)) return error_in(id, "malformed UTF-8 encoding", offset);
    return {};
  }

  Status parse_place() {
    section_.place = place_after_all;
    if (!cursor_.take(Token::Kind::open)) return {};
    const bool is_after = cursor_.at_keyword("after");
    if (!is_after && !cursor_.at_keyword("before")) return error_in(id, "malformed placement", cursor_.offset());
    cursor_.advance();
    TRY_ASSIGN(section_.place, parse_neighbour(is_after));
    if (!cursor_.take(Token::Kind::close)) return error_in(id, "malformed placement", cursor_.offset());
    return {};
  }

  Result<uint32_t> parse_neighbour(bool is_after) {
    if (is_after && cursor_.take_keyword("last")) return place_after_all;
    if (!is_after && cursor_.take_keyword("first")) return first_place;
    for (uint32_t row = 0; row < std::size(section_rows); ++row) {
      if (cursor_.take_keyword(section_rows[row].word)) return place_before(row) + (is_after ? 1 : 0);
    }
    return error_in(id, "malformed section kind", cursor_.offset());
  }

  TokenCursor cursor_;
  PlacedSection section_;
};

}  // namespace

uint32_t place_before_section(uint8_t id) {
  uint32_t row = 0;
  while (section_rows[row].id != id) ++row;
  return place_before(row);
}

Status parse_custom_annotations(TextContext& context, std::vector<PlacedSection>& sections) {
  if (!context.cursor.peek().after_annotation) return {};
  for (const Annotation* annotation : context.annotations.take(context.cursor, Annotation::Kind::custom)) {
    TRY_ASSIGN(PlacedSection section, CustomAnnotationParser(context, *annotation).run());
    sections.push_back(std::move(section));
  }
  return {};
}

Result<std::optional<std::string_view>> parse_name_annotation(TextContext& context, const char* word) {
  const auto annotations = context.annotations.take(context.cursor, Annotation::Kind::name);
  if (annotations.empty()) return std::optional<std::string_view>();
  if (annotations.size() > 1) {
    return error_in("@name", "multiple " + std::string(word), annotations[1]->offset);
  }
  TRY_ASSIGN(std::string name, parse_annotation_string(context, *annotations[0]));
  if (!is_utf8(name)) return error_in("@name", "malformed UTF-8 encoding", annotations[0]->offset);
  return std::optional(context.keep(std::move(name)));
}

Result<std::string> parse_annotation_string(const TextContext& context, const Annotation& annotation) {
  const char* id = annotation.kind == Annotation::Kind::name ? "@name" : "@metadata.code.branch_hint";
  TokenCursor cursor = context.cursor.over(annotation.contents);
  if (!cursor.at(Token::Kind::string)) return unexpected_in(id, cursor);
  std::string text = take_string(cursor);
  if (!cursor.at(Token::Kind::close)) return unexpected_in(id, cursor);
  return text;
}

}  // namespace wasmc
