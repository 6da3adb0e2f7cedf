// What printing promises of every module. Ends the process where it doesn't hold it.
#pragma once

#include "compiler/module/module.h"

namespace wasmc {

// A module that is valid is printed as a text that stands for it. Any other one can be printed, or has a malformed
// body.
void expect_text(const Module& module, bool valid);

}  // namespace wasmc
