// Prints custom sections as annotations (appendix "Custom Sections"). Usable from any thread, each with a context of
// its own.
#pragma once

#include <optional>
#include <vector>

#include "compiler/binary/branch_hints.h"
#include "compiler/module/module.h"
#include "compiler/text/print_context.h"

namespace wasmc {

// The section's contents are in the text already: names are ids there, and hints stand before their branches.
[[nodiscard]] bool is_name_section(const CustomSection& section);
[[nodiscard]] bool is_branch_hint_section(const CustomSection& section);

// The module's branch hints. Nothing if its section is malformed or has a hint about something else than a branch.
[[nodiscard]] std::optional<std::vector<FunctionBranchHints>> find_branch_hints(const Module& module);

// "(@custom "name" (after type) "contents")". What the place is relative to are sections that the text has: where an
// empty one is, nothing will be in the module that is made of it.
void print_custom_section(PrintContext& context, const CustomSection& section);

}  // namespace wasmc
