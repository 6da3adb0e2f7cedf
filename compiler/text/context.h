// What the parts of the parser share while they parse one module: where they are in the text, and what the module has.
// One context belongs to one thread.
#pragma once

#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "compiler/text/annotations.h"
#include "compiler/text/cursor.h"
#include "compiler/text/index_space.h"
#include "compiler/text/numbers.h"
#include "compiler/text/type_table.h"
#include "format/base/result.h"

namespace wasmc {

// What an item is called where it is defined; empty if it isn't.
struct DeclaredName {
  std::string_view id;    // what the text refers to it by
  std::string_view name;  // what it is called in the name section
  uint32_t offset = 0;    // in the source
};

struct TextContext {
  // Annotations before the first token count from `begin` on, an offset in the source.
  TextContext(std::string_view source, std::span<const Token> tokens, uint32_t begin)
      : cursor(source, tokens), annotations(source, tokens, begin) {}

  TokenCursor cursor;
  AnnotationList annotations;
  IndexSpace types{"type", "type"};
  IndexSpace functions{"func", "function"};
  IndexSpace tables{"table", "table"};
  IndexSpace memories{"memory", "memory"};
  IndexSpace globals{"global", "global"};
  IndexSpace tags{"tag", "tag"};
  IndexSpace elements{"elem", "elem segment"};
  IndexSpace data{"data", "data segment"};
  TypeTable type_table;
  std::map<uint32_t, IndexSpace> fields;  // of the structures that have ids for some, by type index
  // True once an instruction is parsed that names a data segment: then their number comes before the code.
  bool needs_data_count = false;

  // The name in an id, without the `$`. Stays valid as long as the context.
  [[nodiscard]] std::string_view name_of_id(std::string_view id);
  // A copy that stays valid as long as the context.
  [[nodiscard]] std::string_view keep(std::string name) { return kept_.emplace_back(std::move(name)); }

 private:
  std::deque<std::string> kept_;
};

// The id that is next, without the `$`; empty if none is next.
std::string_view parse_optional_id(TextContext& context);
// The id that is next, with what an annotation `@name` after it says that the item is called; `word` is the kind of
// item. Fails if such an annotation is malformed, or there are several.
[[nodiscard]] Result<DeclaredName> parse_declared_name(TextContext& context, const char* word);
// Appends an item to the space, with its id if one is next. Fails if the id is taken.
[[nodiscard]] Status declare_item(TextContext& context, IndexSpace& space);
[[nodiscard]] Status declare(IndexSpace& space, const DeclaredName& name);

// A number, or an id of the space.
[[nodiscard]] Result<uint32_t> parse_index(TextContext& context, const IndexSpace& space);
// The same if one is next, else 0: what an instruction's index is where it may be left out.
[[nodiscard]] Result<uint32_t> parse_optional_index(TextContext& context, const IndexSpace& space);
// `(word index)` if that is next, else 0.
[[nodiscard]] Result<uint32_t> parse_optional_use(TextContext& context, const char* word, const IndexSpace& space);

// An integer without sign, below 2^width.
[[nodiscard]] Result<uint64_t> parse_unsigned_number(TextContext& context, unsigned width);
// A number that the function reads.
[[nodiscard]] Result<uint64_t> parse_constant(TextContext& context, ParsedNumber (*read)(std::string_view));
template <unsigned Width>
ParsedNumber parse_integer_of(std::string_view text) {
  return parse_integer(text, Width);
}

// A string's bytes.
[[nodiscard]] Result<std::string> parse_string(TextContext& context);
// Strings, one after the other, up to what is none.
[[nodiscard]] std::string parse_strings(TextContext& context);
// A string in UTF-8.
[[nodiscard]] Result<std::string> parse_name(TextContext& context);

}  // namespace wasmc
