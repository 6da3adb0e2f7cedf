// Compares modules by what the specification sees in them. Usable from any thread.
#pragma once

#include "compiler/module/module.h"
#include "format/base/result.h"

namespace wasmc {

// Fails with the first thing in which the modules differ, or that is malformed in one of them. How integers are
// encoded, how locals are grouped, where custom sections stand, names and branch hints make no difference.
[[nodiscard]] Status compare_modules(const Module& a, const Module& b);

}  // namespace wasmc
