// What a compilation can be told. Plain values; the defaults are what `wasmc compile` does without options.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/module/feature.h"
#include "format/target.h"

namespace wasmc {

// The level of what follows the -O; nothing if there is none.
[[nodiscard]] std::optional<OptimisationLevel> find_level(std::string_view text);
// The strategy of that name; nothing if there is none.
[[nodiscard]] std::optional<MemoryStrategy> find_memory_strategy(std::string_view name);

struct CompileOptions {
  OptimisationLevel level = OptimisationLevel::O2;
  std::string target;  // an LLVM triple, or empty for this machine's
  // A CPU as LLVM names it, "native" for this machine's, or empty for the target's portable baseline.
  std::string cpu;
  std::string features;  // LLVM's, "+name,-name", applied after the CPU's
  // What a module may use; of these, what can be compiled.
  FeatureSet language = FeatureSet::defaults();
  // The deterministic profile (appendix A.4 "Profiles"): NaNs that arithmetic makes are canonical, relaxed instructions
  // do the same on every target.
  bool deterministic = false;
  // Each access to a guarded memory stays an access of its own, of its own size: after a trap memory holds what every
  // store before it wrote, of the stores that vectorisation would have combined, too.
  bool strict_memory = false;
  // Of the memories that allow it (runtime-support/memory_strategy.h).
  MemoryStrategy memory = MemoryStrategy::guard;
  unsigned threads = 0;  // 0: as many as the machine has; the output does not depend on it
};

}  // namespace wasmc
