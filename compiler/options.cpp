#include "compiler/options.h"

namespace wasmc {

std::optional<OptimisationLevel> find_level(std::string_view text) {
  for (const OptimisationLevel level : {OptimisationLevel::O0, OptimisationLevel::O1, OptimisationLevel::O2,
                                        OptimisationLevel::O3, OptimisationLevel::Os}) {
    if (std::string_view(to_string(level)).substr(2) == text) return level;
  }
  return std::nullopt;
}

std::optional<MemoryStrategy> find_memory_strategy(std::string_view name) {
  for (const MemoryStrategy strategy : {MemoryStrategy::guard, MemoryStrategy::checked}) {
    if (to_string(strategy) == name) return strategy;
  }
  return std::nullopt;
}

}  // namespace wasmc
