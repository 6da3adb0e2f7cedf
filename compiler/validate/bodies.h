// Validates all function bodies of a module, on several threads.
#pragma once

#include "compiler/module/module.h"
#include "format/base/result.h"

namespace wasmc {

// Fails with the error of the first body that has one. The rest of the module is valid.
[[nodiscard]] Status validate_bodies(const Module& module, unsigned threads);

}  // namespace wasmc
