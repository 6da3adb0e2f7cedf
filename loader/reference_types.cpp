#include "loader/reference_types.h"

#include "loader/function_types.h"

namespace wasmc {

namespace {

bool is_defined(HeapType heap) { return static_cast<int32_t>(heap) >= 0; }

// What an abstract heap type lies directly below; itself for those at the top.
HeapType above(HeapType heap) {
  switch (heap) {
    case HeapType::eq: return HeapType::any;
    case HeapType::i31:
    case HeapType::struct_:
    case HeapType::array: return HeapType::eq;
    default: return is_defined(heap) ? HeapType::func : heap;
  }
}

HeapType top_of(HeapType heap) {
  switch (heap) {
    case HeapType::nofunc: return HeapType::func;
    case HeapType::noextern: return HeapType::extern_;
    case HeapType::noexn: return HeapType::exn;
    case HeapType::none: return HeapType::any;
    default: break;
  }
  while (above(heap) != heap) heap = above(heap);
  return heap;
}

bool is_bottom(HeapType heap) {
  return heap == HeapType::nofunc || heap == HeapType::noextern || heap == HeapType::noexn || heap == HeapType::none;
}

bool is_below(HeapType actual, HeapType wanted) {
  if (is_bottom(actual)) return top_of(actual) == top_of(wanted);
  while (actual != wanted && above(actual) != actual) actual = above(actual);
  return actual == wanted;
}

// Types nested in types are not shown: they may be nested in themselves.
std::string spell(ValueType type, bool nested) {
  if (!type.is_reference() || !is_defined(type.heap_type())) return to_string(type);
  const std::string heap = nested ? "..." : describe_type(function_type(static_cast<uint32_t>(type.heap_type())));
  return std::string(type.is_nullable() ? "(ref null " : "(ref ") + heap + ")";
}

std::string spell(const std::vector<ValueType>& types) {
  std::string text = "[";
  for (ValueType type : types) {
    if (text.size() > 1) text += ' ';
    text += spell(type, true);
  }
  return text + "]";
}

}  // namespace

bool is_subtype(ValueType actual, ValueType wanted) {
  if (actual == wanted) return true;
  if (!actual.is_reference() || !wanted.is_reference()) return false;
  if (actual.is_nullable() && !wanted.is_nullable()) return false;
  return is_below(actual.heap_type(), wanted.heap_type());
}

std::string describe_type(ValueType type) { return spell(type, false); }

std::string describe_type(const FunctionType& type) { return spell(type.params) + " -> " + spell(type.results); }

}  // namespace wasmc
