// What somebody may have meant by a word that is none of those expected. Usable from any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wasmc {

// The candidates that are the fewest changes of a letter away, in their order; none if that is more than half of a
// word.
[[nodiscard]] std::vector<std::string_view> near_matches(std::string_view word,
                                                         std::span<const std::string_view> candidates);

// "; did you mean a or b?" for these, or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace wasmc
