// The custom section of names (appendix "Custom Sections"). Usable from any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/module/module.h"

namespace wasmc {

struct Names {
  std::string_view module;  // empty if it has none
  // By function index; empty where there is none. Shorter than the index space if the last functions have none.
  std::vector<std::string_view> functions;

  [[nodiscard]] std::string_view function(uint32_t index) const {
    return index < functions.size() ? functions[index] : std::string_view();
  }
};

// The names in the module's section "name", which point into the input. A section that is malformed counts as absent,
// as the specification asks for. Names may be repeated and may hold any character.
[[nodiscard]] Names decode_names(const Module& module);

}  // namespace wasmc
