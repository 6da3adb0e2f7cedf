#include "tools/near_matches.h"

#include <doctest/doctest.h>

namespace wasmc {
namespace {

constexpr std::string_view names[] = {"simd", "gc", "threads", "memory64", "multi-memory"};

std::string matches(std::string_view word) { return did_you_mean(word, names); }

}  // namespace

TEST_CASE("a letter put in, taken out or replaced is recognised") {
  CHECK(matches("simmd") == "; did you mean simd?");
  CHECK(matches("thread") == "; did you mean threads?");
  CHECK(matches("memory32") == "; did you mean memory64?");
}

TEST_CASE("of several at the same distance all are named") {
  constexpr std::string_view close[] = {"aaa", "aab", "xyz"};
  CHECK(did_you_mean("aac", close) == "; did you mean aaa or aab?");
}

TEST_CASE("nothing is named that does not resemble the word") {
  CHECK(matches("component-model").empty());
  CHECK(matches("").empty());
  CHECK(matches(std::string(100'000, 'm')).empty());
}

}  // namespace wasmc
