#include "compiler/text/keywords.h"

#include <algorithm>
#include <iterator>

#include "compiler/module/opcode.h"

namespace wasmc {
namespace {

// Besides the instructions. `offset=` and `align=` are followed by a number in the same word.
constexpr std::string_view grammar_words[] = {
    "module",
    "type",
    "func",
    "import",
    "export",
    "table",
    "memory",
    "global",
    "start",
    "elem",
    "data",
    "param",
    "local",
    "result",
    "mut",
    "offset",
    "item",
    "declare",
    "then",
    "binary",
    "quote",
    "i32",
    "i64",
    "f32",
    "f64",
    "v128",
    "i8",
    "i16",
    "ref",
    "null",
    "rec",
    "sub",
    "final",
    "field",
    "tag",
    "do",
    "shared",
    "pagesize",
    "definition",
    "instance",
    "catch_ref",
    "catch_all_ref",
#define HEAP_TYPE(name, text, short_form) text, short_form,
#include "compiler/text/abstract_heap_types.def"
    "i8x16",
    "i16x8",
    "i32x4",
    "i64x2",
    "f32x4",
    "f64x2",
    // These two stand for the results that a script expects.
    "nan:canonical",
    "nan:arithmetic",
};

struct UnsupportedWord {
  std::string_view text;
  bool is_prefix;
  Feature feature;
};

constexpr UnsupportedWord unsupported_words[] = {
#define WORD(text, feature) {text, false, Feature::feature},
#define PREFIX(text, feature) {text, true, Feature::feature},
#include "compiler/text/unsupported_keywords.def"
};

}  // namespace

bool is_known_keyword(std::string_view text) {
  if (text.starts_with("offset=") || text.starts_with("align=")) return true;
  if (find_opcode(text)) return true;
  return std::find(std::begin(grammar_words), std::end(grammar_words), text) != std::end(grammar_words);
}

std::optional<Feature> unsupported_feature_of(std::string_view text) {
  for (const UnsupportedWord& word : unsupported_words) {
    if (word.is_prefix ? text.starts_with(word.text) : text == word.text) return word.feature;
  }
  return std::nullopt;
}

}  // namespace wasmc
