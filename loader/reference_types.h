// Reference types of linked instances (section 3.3): those of defined types name them by the process's ids
// (function_types.h). Usable from any thread.
#pragma once

#include <string>

#include "format/types.h"

namespace wasmc {

// Whether a value of the type `actual` can stand where `wanted` is expected (sections 3.3.3 to 3.3.5).
[[nodiscard]] bool is_subtype(ValueType actual, ValueType wanted);

// "(ref null [i32] -> [])": a reference to a defined type shows what it is, since its id means nothing to users.
[[nodiscard]] std::string describe_type(ValueType type);
// "[i32] -> [(ref func)]"
[[nodiscard]] std::string describe_type(const FunctionType& type);

}  // namespace wasmc
