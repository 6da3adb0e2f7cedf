// How deeply the loops of a function are nested.
#pragma once

#include <cstddef>

#include "compiler/module/module.h"

namespace wasmc {

// Of a defined function. Usable from any thread.
[[nodiscard]] size_t count_nested_loops(const Module& module, const Function& function);

}  // namespace wasmc
