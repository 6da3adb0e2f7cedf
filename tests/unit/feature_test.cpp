#include "compiler/module/feature.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "format/artifact.h"

namespace wasmc {

TEST_CASE("no two features share a flag or the words of their messages") {
  std::set<std::string> flags;
  std::set<std::string> words;
  for (const FeatureRow& row : all_features()) {
    CAPTURE(row.flag);
    CHECK(flags.insert(row.flag).second);
    CHECK(words.insert(row.words).second);
    CHECK(find_feature(row.flag) == row.feature);
    CHECK(&row_of(row.feature) == &row);
  }
  CHECK_FALSE(find_feature("no-such-feature"));
}

TEST_CASE("each feature but the first version has a bit of its own in artifacts") {
  uint64_t bits = 0;
  for (const FeatureRow& row : all_features()) {
    if (row.feature == Feature::mvp) continue;
    CAPTURE(row.flag);
    unsigned bit = 0;
    while (bit < 64 && (wasm_feature_name(bit) == nullptr || std::string_view(row.flag) != wasm_feature_name(bit)))
      ++bit;
    REQUIRE(bit < 64);
    CHECK((bits >> bit & 1) == 0);
    bits |= uint64_t{1} << bit;
  }
}

TEST_CASE("each version has the features of those before it") {
  for (const FeatureRow& row : all_features()) {
    CAPTURE(row.flag);
    for (unsigned version = 1; version <= newest_version; ++version) {
      CHECK(FeatureSet::of_version(version).has(row.feature) == (row.version != 0 && row.version <= version));
    }
  }
}

TEST_CASE("what version 2.0 has is compiled, and on by default") {
  for (const FeatureRow& row : all_features()) {
    if (row.version == 0 || row.version > 2) continue;
    CAPTURE(row.flag);
    CHECK(is_compiled(row.feature));
    CHECK(FeatureSet::defaults().has(row.feature));
    CHECK(FeatureSet::defaults().compiled().has(row.feature));
  }
}

TEST_CASE("a feature that is not in the set is refused by its words, with the option that enables it") {
  const Status refused = FeatureSet::defaults().require(Feature::custom_page_sizes, 12);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "not enabled: memories with a page size of their own (--enable-custom-page-sizes)");
  CHECK(refused.error().offset == 12);
  CHECK(FeatureSet::all().require(Feature::custom_page_sizes, 12));
}

TEST_CASE("no option is named where none helps") {
  CHECK(FeatureSet::all().refusal(Feature::stack_switching, 0).message == "not supported yet: stack switching");
  CHECK(FeatureSet::all().compiled().refusal(Feature::gc, 0).message == "not supported yet: garbage-collected types");
}

}  // namespace wasmc
