// Prints custom sections as annotations (appendix "Custom Sections"). Usable from any thread, each with a context of
// its own.
#pragma once

#include "compiler/module/module.h"
#include "compiler/text/print_context.h"

namespace wasmc {

// True unless the section's contents are in the text already: names are ids there.
[[nodiscard]] bool is_printed(const CustomSection& section);

// "(@custom "name" (after type) "contents")". What the place is relative to are sections that the text has: where an
// empty one is, nothing will be in the module that is made of it.
void print_custom_section(PrintContext& context, const CustomSection& section);

}  // namespace wasmc
