// Parses the definitions of types: fields `(type ...)` and `(rec ...)` of a module (section 6.4.10). Usable from any
// thread, each with a context of its own.
#pragma once

#include "compiler/text/context.h"
#include "format/base/result.h"

namespace wasmc {

// Appends the types that a field defines, whose word is next and is one of the two, to the spaces of the context. What
// the types consist of is not looked at.
[[nodiscard]] Status declare_types(TextContext& context);

// Appends the same types to the table, and the names of their fields to the context. Every type has been declared.
[[nodiscard]] Status define_types(TextContext& context);

}  // namespace wasmc
