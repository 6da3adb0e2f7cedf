#include "compiler/text/print_types.h"

#include <algorithm>

namespace wasmc {
namespace {

struct HeapTypeWords {
  HeapType type;
  const char* word;
  const char* nullable_reference;
};

constexpr HeapTypeWords heap_types[] = {
    {HeapType::func, "func", "funcref"},
    {HeapType::extern_, "extern", "externref"},
    {HeapType::any, "any", "anyref"},
    {HeapType::eq, "eq", "eqref"},
    {HeapType::i31, "i31", "i31ref"},
    {HeapType::struct_, "struct", "structref"},
    {HeapType::array, "array", "arrayref"},
    {HeapType::exn, "exn", "exnref"},
    {HeapType::none, "none", "nullref"},
    {HeapType::nofunc, "nofunc", "nullfuncref"},
    {HeapType::noextern, "noextern", "nullexternref"},
    {HeapType::noexn, "noexn", "nullexnref"},
};

const HeapTypeWords* find_words(HeapType type) {
  const auto* found =
      std::find_if(std::begin(heap_types), std::end(heap_types), [&](const auto& row) { return row.type == type; });
  return found == std::end(heap_types) ? nullptr : found;
}

void print_reference_type(PrintContext& context, ValueType type) {
  const HeapTypeWords* words = find_words(type.heap_type());
  if (type.is_nullable() && words != nullptr) return context.out.put(words->nullable_reference);
  context.out.put(type.is_nullable() ? "(ref null " : "(ref ");
  print_heap_type(context, type);
  context.out.put(')');
}

// " (word i32 i64)", nothing if there are no types.
void print_type_list(PrintContext& context, const char* word, const std::vector<ValueType>& types) {
  if (types.empty()) return;
  context.out.put(" (");
  context.out.put(word);
  for (const ValueType type : types) {
    context.out.put(' ');
    print_value_type(context, type);
  }
  context.out.put(')');
}

void print_field_type(PrintContext& context, const FieldType& field) {
  print_global_type(context, {field.storage, field.is_mutable});
}

void print_fields(PrintContext& context, uint32_t type_index) {
  const std::vector<FieldType>& fields = context.module.types[type_index].fields;
  for (uint32_t i = 0; i < fields.size(); ++i) {
    context.out.put(" (field");
    print_defined_id(context.out, context.ids.fields(type_index), i);
    context.out.put(' ');
    print_field_type(context, fields[i]);
    context.out.put(')');
  }
}

void print_composite_type(PrintContext& context, uint32_t index) {
  const DefinedType& type = context.module.types[index];
  switch (type.kind) {
    case CompositeKind::function:
      context.out.put("(func");
      print_signature(context, type.function);
      break;
    case CompositeKind::structure:
      context.out.put("(struct");
      print_fields(context, index);
      break;
    case CompositeKind::array:
      context.out.put("(array");
      for (const FieldType& field : type.fields) {
        context.out.put(' ');
        print_field_type(context, field);
      }
      break;
  }
  context.out.put(')');
}

void print_type_definition(PrintContext& context, uint32_t index) {
  const DefinedType& type = context.module.types[index];
  const bool is_plain = type.is_final && !type.supertype;
  context.out.put("(type");
  print_definition(context.out, context.ids.types, index);
  context.out.put(is_plain ? " " : type.is_final ? " (sub final " : " (sub ");
  if (type.supertype) {
    print_index(context.out, context.ids.types, *type.supertype);
    context.out.put(' ');
  }
  print_composite_type(context, index);
  context.out.put(is_plain ? ")" : "))");
}

}  // namespace

void print_value_type(PrintContext& context, ValueType type) {
  if (type.is_reference()) return print_reference_type(context, type);
  context.out.put(to_string(type));
}

void print_heap_type(PrintContext& context, ValueType reference) {
  const HeapTypeWords* words = find_words(reference.heap_type());
  if (words != nullptr) return context.out.put(words->word);
  print_index(context.out, context.ids.types, static_cast<uint32_t>(reference.heap_type()));
}

void print_limits(PrintContext& context, const Limits& limits) {
  if (limits.is_64) context.out.put("i64 ");
  context.out.put_number(limits.min);
  if (!limits.has_max) return;
  context.out.put(' ');
  context.out.put_number(limits.max);
}

void print_table_type(PrintContext& context, const TableType& type) {
  print_limits(context, type.limits);
  context.out.put(' ');
  print_value_type(context, type.element);
}

void print_memory_type(PrintContext& context, const MemoryType& type) {
  print_limits(context, type.limits);
  if (type.shared) context.out.put(" shared");
  if (type.page_size_log2 == MemoryType().page_size_log2) return;
  context.out.put(" (pagesize ");
  context.out.put_number(uint64_t{1} << type.page_size_log2);
  context.out.put(')');
}

void print_global_type(PrintContext& context, const GlobalType& type) {
  if (type.is_mutable) context.out.put("(mut ");
  print_value_type(context, type.value);
  if (type.is_mutable) context.out.put(')');
}

void print_results(PrintContext& context, const std::vector<ValueType>& results) {
  print_type_list(context, "result", results);
}

void print_signature(PrintContext& context, const FunctionType& type) {
  print_type_list(context, "param", type.params);
  print_results(context, type.results);
}

void print_type_use(PrintContext& context, uint32_t type_index) {
  context.out.put("(type ");
  print_index(context.out, context.ids.types, type_index);
  context.out.put(')');
}

const FunctionType* find_function_type(const Module& module, uint32_t type_index) {
  if (type_index >= module.types.size()) return nullptr;
  const DefinedType& type = module.types[type_index];
  return type.kind == CompositeKind::function ? &type.function : nullptr;
}

uint32_t print_recursion_group(PrintContext& context, uint32_t first) {
  const uint32_t size = context.module.types[first].group_size;
  const bool is_group = size > 1;
  if (is_group) context.out.put("(rec");
  for (uint32_t i = first; i < first + size; ++i) {
    if (is_group) context.out.new_line(2);
    print_type_definition(context, i);
  }
  if (is_group) {
    context.out.new_line(1);
    context.out.put(')');
  }
  return first + size;
}

}  // namespace wasmc
