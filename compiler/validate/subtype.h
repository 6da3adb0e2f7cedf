// When a value of one type can stand where another is asked for (section 3.3 "Matching"). Every comparison of types in
// validation goes through here. Usable from any thread.
#pragma once

#include "compiler/module/module.h"
#include "format/types.h"

namespace wasmc {

// True if each value of type `sub` is one of type `super`; the indices in both are the module's. The bottom type is a
// subtype of all types.
[[nodiscard]] inline bool is_subtype(const Module&, ValueType sub, ValueType super) {
  return sub == super || sub.is_bottom();
}

// The type of what a memory or a table is indexed with.
[[nodiscard]] inline ValueType address_type(const Limits& limits) {
  return limits.is_64 ? ValueType::i64() : ValueType::i32();
}

}  // namespace wasmc
