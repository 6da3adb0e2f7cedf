// Prints functions (section 6.6.5). Usable from any thread, each with a context of its own.
#pragma once

#include <cstdint>

#include "compiler/text/print_context.h"
#include "format/base/result.h"

namespace wasmc {

// "(func (;5;) (type 3) (param i32) ... )" of a function that is defined in the module. Fails where the body is
// malformed.
[[nodiscard]] Status print_function(PrintContext& context, uint32_t function);

}  // namespace wasmc
