// The custom section "metadata.code.branch_hint", which says of branches on a condition whether they are likely taken
// (appendix "Custom Sections"). Usable from any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/module/module.h"
#include "format/base/result.h"

namespace wasmc {

inline constexpr std::string_view branch_hint_section = "metadata.code.branch_hint";

struct BranchHint {
  uint32_t offset = 0;  // of the instruction in the function's body, from where the locals start
  bool is_likely = false;
};

struct FunctionBranchHints {
  uint32_t function = 0;
  std::vector<BranchHint> hints;  // in the order of their offsets
};

// The hints in the module's section, in the order of the functions; none if it has no such section. Fails if the
// section is malformed: out of order, of functions that the module does not define, behind the code, or repeated. A
// module is valid all the same, and such a section to be ignored.
[[nodiscard]] Result<std::vector<FunctionBranchHints>> decode_branch_hints(const Module& module);

// Fails if the section is malformed, or has a hint about what is no `if` or `br_if`. The module is valid.
[[nodiscard]] Status check_branch_hints(const Module& module);

}  // namespace wasmc
