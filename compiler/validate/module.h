// Validates modules (section 3.5). Usable from any thread.
#pragma once

#include "compiler/module/module.h"
#include "format/base/result.h"

namespace wasmc {

// Fails if the module is invalid, or malformed inside of a body. The error is that of the lowest offset, whatever the
// number of threads (at least 1) that the bodies are divided among.
[[nodiscard]] Status validate_module(const Module& module, unsigned threads);

}  // namespace wasmc
