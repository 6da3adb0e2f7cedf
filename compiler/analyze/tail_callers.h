// Which functions make tail calls: they get a calling convention of their own (translate/signature.h).
#pragma once

#include <vector>

#include "compiler/module/module.h"

namespace wasmc {

// By function index; empty if no function of the module does.
[[nodiscard]] std::vector<bool> find_tail_callers(const Module& module);

}  // namespace wasmc
