#include "compiler/text/annotations.h"

#include <algorithm>
#include <optional>

namespace wasmc {
namespace {

struct AnnotationRow {
  std::string_view id;
  Annotation::Kind kind;
  const char* misplaced;
};

// In the order of their kinds.
constexpr AnnotationRow rows[] = {
    {"custom", Annotation::Kind::custom, "misplaced @custom annotation"},
    {"name", Annotation::Kind::name, "misplaced @name annotation"},
    {"metadata.code.branch_hint", Annotation::Kind::branch_hint,
     "@metadata.code.branch_hint annotation: not in a function"},
};

// Of a token that begins an annotation: nothing if it is one without a meaning.
std::optional<Annotation::Kind> kind_of(std::string_view text) {
  const std::string_view id = text.substr(2);
  const std::string name = id.starts_with('"') ? unescape(id) : std::string(id);
  for (const AnnotationRow& row : rows) {
    if (row.id == name) return row.kind;
  }
  return std::nullopt;
}

// The tokens up to the parenthesis that closes what the first one opens, and past it.
std::span<const Token> first_annotation(std::span<const Token> tokens) {
  size_t depth = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == Token::Kind::annotation || tokens[i].kind == Token::Kind::open) ++depth;
    if (tokens[i].kind == Token::Kind::close && --depth == 0) return tokens.first(i + 1);
  }
  return tokens;
}

}  // namespace

AnnotationList::AnnotationList(std::string_view source, std::span<const Token> tokens, uint32_t begin) {
  for (size_t position = 0; position < tokens.size(); ++position) {
    const Token& token = tokens[position];
    if (token.after_annotation) add(source, tokenize_annotations(source, begin, token.offset), position);
    begin = token.offset + token.length;
  }
}

void AnnotationList::add(std::string_view source, std::span<const Token> found, size_t position) {
  while (found.front().kind == Token::Kind::annotation) {
    const std::span<const Token> annotation = first_annotation(found);
    if (const auto kind = kind_of(annotation.front().text_in(source))) {
      const auto contents = annotation.subspan(1);
      annotations_.push_back({*kind, annotation.front().offset, position, {contents.begin(), contents.end()}, false});
    }
    found = found.subspan(annotation.size());
  }
}

std::vector<const Annotation*> AnnotationList::take(const TokenCursor& cursor, Annotation::Kind kind) {
  const auto is_before = [](const Annotation& a, size_t position) { return a.position < position; };
  auto next = std::lower_bound(annotations_.begin(), annotations_.end(), cursor.position(), is_before);
  std::vector<const Annotation*> taken;
  for (; next != annotations_.end() && next->position == cursor.position(); ++next) {
    if (next->kind != kind || next->taken) continue;
    next->taken = true;
    taken.push_back(&*next);
  }
  return taken;
}

Status AnnotationList::check_all_taken() const {
  for (const Annotation& annotation : annotations_) {
    if (!annotation.taken) return Error{rows[static_cast<size_t>(annotation.kind)].misplaced, annotation.offset};
  }
  return {};
}

}  // namespace wasmc
