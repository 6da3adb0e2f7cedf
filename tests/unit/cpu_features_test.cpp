#include "runtime-support/cpu_features.h"

#include <doctest/doctest.h>

using namespace wasmc;

TEST_CASE("each CPU feature is found by its name and by its bit") {
  for (const CpuFeature& feature : cpu_feature_table) {
    CHECK(cpu_feature_bit(feature.architecture, feature.name) == feature.bit);
    CHECK(cpu_feature_name(feature.architecture, feature.bit) == feature.name);
    CHECK(feature.bit < 64);
  }
}

TEST_CASE("a CPU feature of another architecture is none") {
  CHECK(cpu_feature_bit(Architecture::x86_64, "avx2") == 6);
  CHECK_FALSE(cpu_feature_bit(Architecture::aarch64, "avx2"));
  CHECK(cpu_feature_name(Architecture::x86_64, 63).empty());
}
