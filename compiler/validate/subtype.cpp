#include "compiler/validate/subtype.h"

#include <algorithm>

namespace wasmc {
namespace {

const DefinedType& definition(const Module& module, HeapType heap) { return module.types[static_cast<size_t>(heap)]; }

HeapType abstract_of(CompositeKind kind) {
  switch (kind) {
    case CompositeKind::function: return HeapType::func;
    case CompositeKind::structure: return HeapType::struct_;
    case CompositeKind::array: return HeapType::array;
  }
  return HeapType::any;
}

HeapType top_of_abstract(HeapType heap) {
  switch (heap) {
    case HeapType::func:
    case HeapType::nofunc: return HeapType::func;
    case HeapType::extern_:
    case HeapType::noextern: return HeapType::extern_;
    case HeapType::exn:
    case HeapType::noexn: return HeapType::exn;
    default: return HeapType::any;
  }
}

bool is_uninhabited(HeapType heap) {
  return heap == HeapType::none || heap == HeapType::nofunc || heap == HeapType::noextern || heap == HeapType::noexn;
}

// Of two different ones.
bool is_abstract_subtype(HeapType sub, HeapType super) {
  if (sub == super) return true;
  if (top_of_abstract(sub) != top_of_abstract(super)) return false;
  if (is_uninhabited(sub) || super == HeapType::any) return true;
  return super == HeapType::eq && (sub == HeapType::i31 || sub == HeapType::struct_ || sub == HeapType::array);
}

bool is_structure_subtype(const Module& module, const DefinedType& sub, const DefinedType& super) {
  if (sub.fields.size() < super.fields.size()) return false;
  return std::equal(super.fields.begin(), super.fields.end(), sub.fields.begin(),
                    [&](const FieldType& b, const FieldType& a) { return is_field_subtype(module, a, b); });
}

}  // namespace

bool is_heap_subtype(const Module& module, HeapType sub, HeapType super) {
  if (sub == super || sub == HeapType::bottom) return true;
  if (is_defined(sub) && is_defined(super)) {
    return module.hierarchy.is_subtype(static_cast<uint32_t>(sub), static_cast<uint32_t>(super));
  }
  if (is_defined(super)) return is_uninhabited(sub) && top_of(module, sub) == top_of(module, super);
  return is_abstract_subtype(is_defined(sub) ? abstract_of(definition(module, sub).kind) : sub, super);
}

bool subtype_detail::is_reference_subtype(const Module& module, ValueType sub, ValueType super) {
  return (super.is_nullable() || !sub.is_nullable()) && is_heap_subtype(module, sub.heap_type(), super.heap_type());
}

bool are_subtypes(const Module& module, std::span<const ValueType> sub, std::span<const ValueType> super) {
  return std::equal(sub.begin(), sub.end(), super.begin(), super.end(),
                    [&](ValueType a, ValueType b) { return is_subtype(module, a, b); });
}

// What can be written through one type has to be readable through the other: mutable fields are of equal types.
bool is_field_subtype(const Module& module, const FieldType& sub, const FieldType& super) {
  return sub.is_mutable == super.is_mutable && is_subtype(module, sub.storage, super.storage) &&
         (!sub.is_mutable || is_subtype(module, super.storage, sub.storage));
}

bool is_composite_subtype(const Module& module, const DefinedType& sub, const DefinedType& super) {
  if (sub.kind != super.kind) return false;
  switch (sub.kind) {
    case CompositeKind::function:
      return are_subtypes(module, super.function.params, sub.function.params) &&
             are_subtypes(module, sub.function.results, super.function.results);
    case CompositeKind::structure: return is_structure_subtype(module, sub, super);
    case CompositeKind::array: return is_field_subtype(module, sub.fields.front(), super.fields.front());
  }
  return false;
}

HeapType top_of(const Module& module, HeapType heap) {
  return top_of_abstract(is_defined(heap) ? abstract_of(definition(module, heap).kind) : heap);
}

}  // namespace wasmc
