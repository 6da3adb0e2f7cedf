#include "tools/feature_options.h"

#include <doctest/doctest.h>

namespace wasmc {
namespace {

FeatureSet features_of(std::vector<std::string> words) {
  const auto features = take_feature_options(words);
  REQUIRE(features);
  return *features;
}

std::string refusal_of(std::vector<std::string> words) {
  const auto features = take_feature_options(words);
  return features ? "" : features.error().message;
}

}  // namespace

TEST_CASE("without options the defaults are accepted") { CHECK(features_of({}) == FeatureSet::defaults()); }

TEST_CASE("each feature that can be validated can be enabled and disabled") {
  for (const FeatureRow& row : all_features()) {
    if (row.state == FeatureState::never || row.feature == Feature::mvp) continue;
    CAPTURE(row.flag);
    const std::string flag = row.flag;
    CHECK(features_of({"--wasm=1.0", "--enable-" + flag}).has(row.feature));
    CHECK_FALSE(features_of({"--disable-" + flag}).has(row.feature));
  }
}

TEST_CASE("a version is the base of what is enabled, wherever it stands") {
  FeatureSet expected = FeatureSet::of_version(1);
  expected.enable(Feature::simd);
  CHECK(features_of({"--wasm=1.0", "--enable-simd"}) == expected);
  CHECK(features_of({"--enable-simd", "--wasm", "1.0"}) == expected);
  CHECK(features_of({"--wasm=3.0", "--wasm=2.0"}) == FeatureSet::of_version(2));
}

TEST_CASE("of several options for one feature the last counts") {
  CHECK(features_of({"--disable-simd", "--enable-simd"}).has(Feature::simd));
  CHECK_FALSE(features_of({"--enable-simd", "--disable-simd"}).has(Feature::simd));
  CHECK_FALSE(features_of({"--enable-all", "--disable-simd"}).has(Feature::simd));
  CHECK(features_of({"--disable-simd", "--enable-all"}) == FeatureSet::all());
}

TEST_CASE("other words stay, and those after a double dash") {
  std::vector<std::string> words = {"-o", "a", "--wasm", "1.0", "b", "--enable-simd", "--", "--enable-gc"};
  REQUIRE(take_feature_options(words));
  CHECK(words == std::vector<std::string>{"-o", "a", "b", "--", "--enable-gc"});
}

TEST_CASE("an unknown feature is refused with those that resemble it") {
  CHECK(refusal_of({"--enable-tail-call"}) ==
        "--enable-tail-call: there is no such feature; did you mean tail-calls? (`wasmc features` lists all)");
  CHECK(refusal_of({"--disable-x"}) == "--disable-x: there is no such feature (`wasmc features` lists all)");
}

TEST_CASE("an unknown version is refused with those that there are") {
  CHECK(refusal_of({"--wasm=4.0"}) == "--wasm=4.0: use 1.0 to 3.0");
  CHECK(refusal_of({"--wasm="}) == "--wasm=: use 1.0 to 3.0");
  CHECK(refusal_of({"--wasm"}) == "--wasm: a version has to follow, such as --wasm=2.0");
}

TEST_CASE("what can't be enabled or disabled is refused with the reason") {
  CHECK(refusal_of({"--enable-stack-switching"}) ==
        "--enable-stack-switching: stack switching: not supported yet, modules that use it are refused");
  CHECK(refusal_of({"--disable-mvp"}) == "--disable-mvp: every module uses it");
}

}  // namespace wasmc
