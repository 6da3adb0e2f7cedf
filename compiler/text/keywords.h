// The words of the text format: which there are, and why one that stands in the wrong place is refused. Usable from any
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "compiler/module/feature.h"

namespace wasmc {

// True of the words of the grammar and the texts of instructions, of those features that can be enabled.
[[nodiscard]] bool is_known_keyword(std::string_view text);

// The feature that a word belongs to, if it is one that is recognised only.
[[nodiscard]] std::optional<Feature> unsupported_feature_of(std::string_view text);

}  // namespace wasmc
