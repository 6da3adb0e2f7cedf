// Checks that a module's text stands for the module: for tests and fuzzing. Usable from any thread.
#pragma once

#include "compiler/module/module.h"
#include "format/base/result.h"

namespace wasmc {

// Prints the module, parses the text, and decodes what that gives. Fails, with what differs, unless it is the same
// module: equal in all that the specification sees in it, with custom sections in the same order, and printed as the
// same text; and the same again with folded instructions. The module is valid; text can't say everything that is not.
[[nodiscard]] Status check_round_trip(const Module& module);

}  // namespace wasmc
