#include "compiler/module/feature.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace wasmc {

TEST_CASE("no two features share a flag or the words of their messages") {
  std::set<std::string> flags;
  std::set<std::string> words;
#define FEATURE(name, flag, version, supported, text) \
  CHECK(flags.insert(flag_of(Feature::name)).second); \
  CHECK(words.insert(words_for(Feature::name)).second);
#include "compiler/module/features.def"
}

TEST_CASE("what version 2.0 has is supported") {
#define FEATURE(name, flag, version, supported, text) \
  if (version == 1 || version == 2) CHECK(is_supported(Feature::name));
#include "compiler/module/features.def"
}

TEST_CASE("a refusal names the feature and the offset") {
  const Error error = unsupported_feature(Feature::memory64, 12);
  CHECK(error.message == "not supported yet: 64-bit memories and tables");
  CHECK(error.offset == 12);
}

}  // namespace wasmc
