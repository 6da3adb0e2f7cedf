#include "compiler/validate/module.h"

#include <algorithm>
#include <string>

#include "compiler/module/limits.h"
#include "compiler/validate/bodies.h"
#include "compiler/validate/const_expr.h"
#include "compiler/validate/subtype.h"
#include "compiler/validate/types.h"

namespace wasmc {
namespace {

Error unknown(const char* what, uint32_t index, uint64_t offset) {
  return {std::string("unknown ") + what + " " + std::to_string(index), offset};
}

Status check_limits(const Limits& limits, uint64_t largest, const char* size, const char* unit, uint64_t offset) {
  if (limits.min > largest || (limits.has_max && limits.max > largest)) {
    return Error{std::string(size) + " must be at most " + std::to_string(largest) + unit, offset};
  }
  if (limits.has_max && limits.min > limits.max) {
    return Error{"size minimum must not be greater than maximum", offset};
  }
  return {};
}

Status check_function_type(const Module& module, uint32_t index, uint64_t offset) {
  if (index >= module.types.size()) return unknown("type", index, offset);
  if (module.types[index].kind == CompositeKind::function) return {};
  return Error{"type mismatch: type " + std::to_string(index) + " is no function", offset};
}

Status validate_type_of(const Module& module, const Function& function) {
  return check_function_type(module, function.type_index, function.offset);
}

Status validate_type_of(const Module& module, const Table& table) {
  const Limits& limits = table.type.limits;
  TRY(validate_value_type(module, table.type.element, table.offset));
  const uint64_t largest = limits.is_64 ? limits::table64_elements : limits::table32_elements;
  return check_limits(limits, largest, "table size", "", table.offset);
}

// The largest number of pages whose bytes can all be addressed. Pages of one byte are counted in what is an address
// itself, which has no number for all of the bytes.
uint64_t largest_memory(const MemoryType& type) {
  const unsigned address_bits = type.limits.is_64 ? 64 : 32;
  if (type.page_size_log2 == 0) return ~uint64_t{0} >> (64 - address_bits);
  return uint64_t{1} << (address_bits - type.page_size_log2);
}

Status validate_type_of(const Module&, const Memory& memory) {
  const MemoryType& type = memory.type;
  if (type.page_size_log2 != 0 && type.page_size_log2 != limits::page_size_log2) {
    return Error{"invalid custom page size: 2^" + std::to_string(type.page_size_log2), memory.offset};
  }
  if (type.shared && !type.limits.has_max) return Error{"shared memory must have maximum", memory.offset};
  const bool is_largest_known = !type.limits.is_64 && type.page_size_log2 == limits::page_size_log2;
  return check_limits(type.limits, largest_memory(type), "memory size", is_largest_known ? " pages (4GiB)" : " pages",
                      memory.offset);
}

Status validate_type_of(const Module& module, const Global& global) {
  return validate_value_type(module, global.type.value, global.offset);
}

Status validate_type_of(const Module& module, const Tag& tag) {
  TRY(check_function_type(module, tag.type_index, tag.offset));
  if (module.types[tag.type_index].function.results.empty()) return {};
  return Error{"non-empty tag result type", tag.offset};
}

Status validate_import(const Module& module, const Import& import) {
  switch (import.kind) {
    case ExternalKind::function: return validate_type_of(module, module.functions[import.index]);
    case ExternalKind::table: return validate_type_of(module, module.tables[import.index]);
    case ExternalKind::memory: return validate_type_of(module, module.memories[import.index]);
    case ExternalKind::global: return validate_type_of(module, module.globals[import.index]);
    case ExternalKind::tag: return validate_type_of(module, module.tags[import.index]);
  }
  return {};
}

Status validate_imports(const Module& module) {
  for (const Import& import : module.imports) TRY(validate_import(module, import));
  return {};
}

Status validate_functions(const Module& module) {
  for (size_t i = module.imported_functions; i < module.functions.size(); ++i) {
    TRY(validate_type_of(module, module.functions[i]));
  }
  return {};
}

// Tables come before the globals that a module defines.
Status validate_tables(const Module& module, ConstExprValidator& expressions) {
  for (size_t i = module.imported_tables; i < module.tables.size(); ++i) {
    const Table& table = module.tables[i];
    TRY(validate_type_of(module, table));
    if (table.init) TRY(expressions.validate(*table.init, table.type.element, module.imported_globals));
    if (!table.init && !table.type.element.is_defaultable()) {
      return Error{"type mismatch: a table of " + to_string(table.type.element) + " needs an initial value",
                   table.offset};
    }
  }
  return {};
}

Status validate_memories(const Module& module) {
  for (size_t i = module.imported_memories; i < module.memories.size(); ++i) {
    TRY(validate_type_of(module, module.memories[i]));
  }
  return {};
}

Status validate_tags(const Module& module) {
  for (size_t i = module.imported_tags; i < module.tags.size(); ++i) TRY(validate_type_of(module, module.tags[i]));
  return {};
}

// An initial value may read the globals that come before.
Status validate_globals(const Module& module, ConstExprValidator& expressions) {
  for (size_t i = module.imported_globals; i < module.globals.size(); ++i) {
    TRY(validate_type_of(module, module.globals[i]));
    TRY(expressions.validate(module.globals[i].init, module.globals[i].type.value, i));
  }
  return {};
}

size_t index_space_size(const Module& module, ExternalKind kind) {
  switch (kind) {
    case ExternalKind::function: return module.functions.size();
    case ExternalKind::table: return module.tables.size();
    case ExternalKind::memory: return module.memories.size();
    case ExternalKind::global: return module.globals.size();
    case ExternalKind::tag: return module.tags.size();
  }
  return 0;
}

// The first export whose name an earlier one has; null if there is none. Sorting, since a hash table's worst case could
// be provoked.
const Export* find_duplicate_export(const Module& module) {
  std::vector<const Export*> sorted;
  for (const Export& item : module.exports) sorted.push_back(&item);
  std::sort(sorted.begin(), sorted.end(), [](const Export* a, const Export* b) {
    return a->name != b->name ? a->name < b->name : a->offset < b->offset;
  });
  const Export* first = nullptr;
  for (size_t i = 1; i < sorted.size(); ++i) {
    const bool duplicate = sorted[i]->name == sorted[i - 1]->name;
    if (duplicate && (first == nullptr || sorted[i]->offset < first->offset)) first = sorted[i];
  }
  return first;
}

Status validate_export(const Module& module, const Export& item) {
  if (item.index >= index_space_size(module, item.kind)) return unknown(to_string(item.kind), item.index, item.offset);
  if (item.kind != ExternalKind::global || !module.globals[item.index].type.is_mutable) return {};
  return module.features.require(Feature::mutable_globals, item.offset);
}

Status validate_exports(const Module& module) {
  const Export* duplicate = find_duplicate_export(module);
  for (const Export& item : module.exports) {
    if (&item == duplicate) return Error{"duplicate export name \"" + std::string(item.name) + "\"", item.offset};
    TRY(validate_export(module, item));
  }
  return {};
}

Status validate_start(const Module& module) {
  if (!module.start) return {};
  if (*module.start >= module.functions.size()) return unknown("function", *module.start, module.start_offset);
  const FunctionType& type = module.function_type(*module.start);
  if (!type.params.empty() || !type.results.empty()) {
    return Error{"start function must have type [] -> [], has " + to_string(type), module.start_offset};
  }
  return {};
}

Status validate_element_target(const Module& module, const ElementSegment& segment, ConstExprValidator& expressions) {
  if (segment.mode != SegmentMode::active) return {};
  if (segment.table >= module.tables.size()) return unknown("table", segment.table, segment.position);
  const TableType& table = module.tables[segment.table].type;
  if (!is_subtype(module, segment.type, table.element)) {
    return Error{
        "type mismatch: a segment of " + to_string(segment.type) + " for a table of " + to_string(table.element),
        segment.position};
  }
  return expressions.validate(segment.offset, address_type(table.limits), module.globals.size());
}

Status validate_element_functions(const Module& module, const ElementSegment& segment) {
  for (const uint32_t function : segment.functions) {
    if (function >= module.functions.size()) return unknown("function", function, segment.position);
  }
  return {};
}

Status validate_elements(const Module& module, ConstExprValidator& expressions) {
  for (const ElementSegment& segment : module.elements) {
    TRY(validate_value_type(module, segment.type, segment.position));
    TRY(validate_element_target(module, segment, expressions));
    TRY(validate_element_functions(module, segment));
    for (const ConstExpr& element : segment.expressions) {
      TRY(expressions.validate(element, segment.type, module.globals.size()));
    }
  }
  return {};
}

Status validate_data(const Module& module, ConstExprValidator& expressions) {
  for (const DataSegment& segment : module.data) {
    if (segment.mode != SegmentMode::active) continue;
    if (segment.memory >= module.memories.size()) return unknown("memory", segment.memory, segment.position);
    const Limits& limits = module.memories[segment.memory].type.limits;
    TRY(expressions.validate(segment.offset, address_type(limits), module.globals.size()));
  }
  return {};
}

}  // namespace

// In the order of the sections, so that the first error has the lowest offset.
Status validate_module(const Module& module, unsigned threads) {
  ConstExprValidator expressions(module);
  TRY(validate_types(module));
  TRY(validate_imports(module));
  TRY(validate_functions(module));
  TRY(validate_tables(module, expressions));
  TRY(validate_memories(module));
  TRY(validate_tags(module));
  TRY(validate_globals(module, expressions));
  TRY(validate_exports(module));
  TRY(validate_start(module));
  TRY(validate_elements(module, expressions));
  TRY(validate_bodies(module, threads));
  return validate_data(module, expressions);
}

}  // namespace wasmc
