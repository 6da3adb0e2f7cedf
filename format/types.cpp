#include "format/types.h"

namespace wasmc {

namespace {

const char* abstract_heap_name(HeapType heap) {
  switch (heap) {
    case HeapType::bottom: return "bot";
    case HeapType::noexn: return "noexn";
    case HeapType::nofunc: return "nofunc";
    case HeapType::noextern: return "noextern";
    case HeapType::none: return "none";
    case HeapType::func: return "func";
    case HeapType::extern_: return "extern";
    case HeapType::any: return "any";
    case HeapType::eq: return "eq";
    case HeapType::i31: return "i31";
    case HeapType::struct_: return "struct";
    case HeapType::array: return "array";
    case HeapType::exn: return "exn";
  }
  return nullptr;
}

std::string reference_name(ValueType type) {
  if (type == ValueType::funcref()) return "funcref";
  if (type == ValueType::externref()) return "externref";
  if (type == ValueType::exnref()) return "exnref";
  HeapType heap = type.heap_type();
  const char* abstract = abstract_heap_name(heap);
  std::string heap_name = abstract != nullptr ? abstract : std::to_string(static_cast<int32_t>(heap));
  return std::string(type.is_nullable() ? "(ref null " : "(ref ") + heap_name + ")";
}

std::string list(const std::vector<ValueType>& types) {
  std::string text = "[";
  for (ValueType type : types) {
    if (text.size() > 1) text += ' ';
    text += to_string(type);
  }
  return text + "]";
}

}  // namespace

std::string to_string(ValueType type) {
  if (type.is_reference()) return reference_name(type);
  switch (type.bits()) {
    case 0x7f: return "i32";
    case 0x7e: return "i64";
    case 0x7d: return "f32";
    case 0x7c: return "f64";
    case 0x7b: return "v128";
    case 0x78: return "i8";
    case 0x77: return "i16";
    default: return "unknown";
  }
}

std::string to_string(const FunctionType& type) { return list(type.params) + " -> " + list(type.results); }

const char* to_string(CompositeKind kind) {
  switch (kind) {
    case CompositeKind::function: return "function";
    case CompositeKind::structure: return "structure";
    case CompositeKind::array: return "array";
  }
  return "unknown";
}

const char* to_string(ExternalKind kind) {
  switch (kind) {
    case ExternalKind::function: return "function";
    case ExternalKind::table: return "table";
    case ExternalKind::memory: return "memory";
    case ExternalKind::global: return "global";
    case ExternalKind::tag: return "tag";
  }
  return "unknown";
}

}  // namespace wasmc
