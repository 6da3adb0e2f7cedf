// The process's numbers for function types: equal types have equal ids, whichever modules they come from, so that
// compiled code compares types by comparing ids. Usable from any thread.
#pragma once

#include <cstdint>

#include "format/types.h"

namespace wasmc {

// Stands in a type for the type itself.
inline constexpr HeapType own_type = static_cast<HeapType>(0x7fffff);

// The type's id, 1 or more; kept as long as the process lives. A reference to a defined type in it stands with the id
// of that type instead of its index in some module; one to the type itself, with own_type.
[[nodiscard]] uint32_t intern_function_type(const FunctionType& type);

// The type of an id that intern_function_type gave.
[[nodiscard]] const FunctionType& function_type(uint32_t id);

}  // namespace wasmc
