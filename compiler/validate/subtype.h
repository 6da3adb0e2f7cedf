// When a value of one type can stand where another is asked for (section 3.3 "Matching"). Every comparison of types in
// validation goes through here. Usable from any thread.
#pragma once

#include <span>

#include "compiler/module/module.h"
#include "format/types.h"

namespace wasmc {

namespace subtype_detail {
[[nodiscard]] bool is_reference_subtype(const Module& module, ValueType sub, ValueType super);
}

// True if each value of type `sub` is one of type `super`; the indices in both are the module's. The bottom type is a
// subtype of all types. Takes the same short time for all types.
[[nodiscard]] inline bool is_subtype(const Module& module, ValueType sub, ValueType super) {
  if (sub == super || sub.is_bottom()) return true;
  return sub.is_reference() && super.is_reference() && subtype_detail::is_reference_subtype(module, sub, super);
}

[[nodiscard]] bool is_heap_subtype(const Module& module, HeapType sub, HeapType super);

// True if there are as many of both, each a subtype of its counterpart.
[[nodiscard]] bool are_subtypes(const Module& module, std::span<const ValueType> sub, std::span<const ValueType> super);

// True if a field of type `sub` can stand where one of type `super` is asked for.
[[nodiscard]] bool is_field_subtype(const Module& module, const FieldType& sub, const FieldType& super);

// True if the body of `sub` can be that of a declared subtype of `super`.
[[nodiscard]] bool is_composite_subtype(const Module& module, const DefinedType& sub, const DefinedType& super);

// The largest of the types to which the heap type belongs: any, func, extern or exn.
[[nodiscard]] HeapType top_of(const Module& module, HeapType heap);

// True of the index of a type, false of an abstract heap type.
[[nodiscard]] constexpr bool is_defined(HeapType heap) { return static_cast<int32_t>(heap) >= 0; }

// The reference to a type of the module.
[[nodiscard]] constexpr ValueType reference_to(uint32_t type, bool nullable) {
  return ValueType::reference(static_cast<HeapType>(type), nullable);
}

// The type of what is read from a field, and written to it.
[[nodiscard]] constexpr ValueType unpacked(ValueType storage) {
  return storage.is_packed() ? ValueType::i32() : storage;
}

// The type of what a memory or a table is indexed with.
[[nodiscard]] inline ValueType address_type(const Limits& limits) {
  return limits.is_64 ? ValueType::i64() : ValueType::i32();
}

}  // namespace wasmc
