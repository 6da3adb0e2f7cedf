// Parses what annotations contain (appendix "Custom Annotations"). Usable from any thread, each with a context of its
// own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/text/annotations.h"
#include "format/base/result.h"

namespace wasmc {

struct TextContext;

// A custom section with its place among the others: sections go by their places, and equal ones stay in order.
struct PlacedSection {
  uint32_t place = 0;
  uint32_t source = 0;  // where it is in the text
  std::string name;
  std::string contents;
};

// The place right before the section with that id, which is not 0.
[[nodiscard]] uint32_t place_before_section(uint8_t id);
inline constexpr uint32_t place_after_all = UINT32_MAX;

// Appends the sections of the annotations `@custom` that are next.
[[nodiscard]] Status parse_custom_annotations(TextContext& context, std::vector<PlacedSection>& sections);

// The name that an annotation `@name` gives to an item, if one is next. `word` is the kind of item. Fails if there are
// several.
[[nodiscard]] Result<std::optional<std::string_view>> parse_name_annotation(TextContext& context, const char* word);

// The byte string in an annotation that has nothing else.
[[nodiscard]] Result<std::string> parse_annotation_string(const TextContext& context, const Annotation& annotation);

}  // namespace wasmc
