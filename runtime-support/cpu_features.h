// The CPU features that code can require, by name and by bit (cpu_features.def). Usable from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "format/target.h"

namespace wasmc {

struct CpuFeature {
  Architecture architecture;
  uint8_t bit;  // in ArtifactHeader::cpu_features
  std::string_view name;
};

inline constexpr auto cpu_feature_table = std::to_array<CpuFeature>({
#define CPU_FEATURE(architecture, bit, name) {Architecture::architecture, bit, name},
#include "runtime-support/cpu_features.def"
#undef CPU_FEATURE
});

// The bit of LLVM's name for a feature, or nothing if the architecture has no such row.
[[nodiscard]] constexpr std::optional<unsigned> cpu_feature_bit(Architecture architecture, std::string_view name) {
  for (const CpuFeature& feature : cpu_feature_table) {
    if (feature.architecture == architecture && feature.name == name) return feature.bit;
  }
  return std::nullopt;
}

// The feature's name, or an empty one for a bit that is none.
[[nodiscard]] constexpr std::string_view cpu_feature_name(Architecture architecture, unsigned bit) {
  for (const CpuFeature& feature : cpu_feature_table) {
    if (feature.architecture == architecture && feature.bit == bit) return feature.name;
  }
  return {};
}

}  // namespace wasmc
