// Validates the types that a module defines (section 3.2). Usable from any thread.
#pragma once

#include "compiler/module/module.h"
#include "format/base/result.h"

namespace wasmc {

// Fails on the first recursion group that refers to types that do not exist, or has a type that does not match its
// supertype.
[[nodiscard]] Status validate_types(const Module& module);

// Fails, at that offset, if the type refers to a type that the module does not have.
[[nodiscard]] Status validate_value_type(const Module& module, ValueType type, uint64_t offset);

}  // namespace wasmc
