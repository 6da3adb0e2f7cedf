// What run-modules is told about compiling.
#pragma once

#include <optional>
#include <string_view>

#include "compiler/options.h"

namespace wasmc {

// Of "-O3,--cpu=native": the options of wasmc compile that matter to the code. Nothing for an unknown one.
inline std::optional<CompileOptions> parse_configuration(std::string_view text) {
  CompileOptions options;
  options.threads = 1;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (word == "-O0") {
      options.level = OptimisationLevel::O0;
    } else if (word == "-O1") {
      options.level = OptimisationLevel::O1;
    } else if (word == "-O2") {
      options.level = OptimisationLevel::O2;
    } else if (word == "-O3") {
      options.level = OptimisationLevel::O3;
    } else if (word == "-Os") {
      options.level = OptimisationLevel::Os;
    } else if (word == "--cpu=native") {
      options.cpu = "native";
    } else {
      return std::nullopt;
    }
  }
  return options;
}

}  // namespace wasmc
