// Prints types (section 6.4). Each function prints no space around. Usable from any thread, each with a context of its
// own.
#pragma once

#include "compiler/text/print_context.h"
#include "format/types.h"

namespace wasmc {

void print_value_type(PrintContext& context, ValueType type);
// The heap type of a reference.
void print_heap_type(PrintContext& context, ValueType reference);
void print_limits(PrintContext& context, const Limits& limits);
void print_table_type(PrintContext& context, const TableType& type);
void print_memory_type(PrintContext& context, const MemoryType& type);
void print_global_type(PrintContext& context, const GlobalType& type);

// " (result i32 i64)", nothing if there are none.
void print_results(PrintContext& context, const std::vector<ValueType>& results);
// " (param i32 i32) (result i64)", each only if there are some.
void print_signature(PrintContext& context, const FunctionType& type);
// "(type 3)".
void print_type_use(PrintContext& context, uint32_t type_index);
// The function type with that index, or null.
[[nodiscard]] const FunctionType* find_function_type(const Module& module, uint32_t type_index);

// "(type (;3;) (func ...))", or a recursion group on several lines. Returns the index of the first
// type after it.
uint32_t print_recursion_group(PrintContext& context, uint32_t first);

}  // namespace wasmc
