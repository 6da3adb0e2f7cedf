#include "tools/near_matches.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace wasmc {

namespace {

// Option names are short: a longer word is none that was mistyped, and would take long to compare.
constexpr size_t longest_word = 100;

// How many letters have to be put in, taken out or replaced to make b from a (Levenshtein).
size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);  // the distances of what precedes a[i] to each beginning of b
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0]++;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t replaced = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

std::vector<std::string_view> near_matches(std::string_view word, std::span<const std::string_view> candidates) {
  std::vector<std::string_view> nearest;
  if (word.size() > longest_word) return nearest;
  size_t least = SIZE_MAX;
  for (std::string_view candidate : candidates) {
    const size_t distance = edit_distance(word, candidate);
    if (distance > least || distance > std::max(word.size(), candidate.size()) / 2) continue;
    if (distance < least) nearest.clear();
    least = distance;
    nearest.push_back(candidate);
  }
  return nearest;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  std::string text;
  for (std::string_view match : near_matches(word, candidates)) {
    text += text.empty() ? "; did you mean " : " or ";
    text += match;
  }
  return text.empty() ? text : text + "?";
}

}  // namespace wasmc
