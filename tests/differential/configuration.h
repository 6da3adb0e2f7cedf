// What run-modules is told about compiling.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "compiler/options.h"

namespace wasmc {

// Of "-O3,--cpu=native": the options of wasmc compile that matter to the code. Nothing for an unknown one.
inline std::optional<CompileOptions> parse_configuration(std::string_view text) {
  CompileOptions options;
  options.language = FeatureSet::all();
  options.threads = 1;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    const auto level = word.starts_with("-O") ? find_level(word.substr(2)) : std::nullopt;
    if (level) {
      options.level = *level;
    } else if (word == "--memory=checked") {
      options.memory = MemoryStrategy::checked;
    } else if (word == "--strict-memory") {
      options.strict_memory = true;
    } else if (word == "--cpu=native") {
      options.cpu = "native";
    } else {
      return std::nullopt;
    }
  }
  return options;
}

}  // namespace wasmc
