#include "compiler/text/print_fields.h"

#include "compiler/text/print_expressions.h"
#include "compiler/text/print_types.h"

namespace wasmc {
namespace {

struct Space {
  const char* word;
  const IdSpace& ids;
};

Space space_of(const ModuleIds& ids, ExternalKind kind) {
  switch (kind) {
    case ExternalKind::function: break;
    case ExternalKind::table: return {"table", ids.tables};
    case ExternalKind::memory: return {"memory", ids.memories};
    case ExternalKind::global: return {"global", ids.globals};
    case ExternalKind::tag: return {"tag", ids.tags};
  }
  return {"func", ids.functions};
}

void print_type_of_import(PrintContext& context, const Import& import) {
  const Module& module = context.module;
  switch (import.kind) {
    case ExternalKind::function: return print_type_use(context, module.functions[import.index].type_index);
    case ExternalKind::table: return print_table_type(context, module.tables[import.index].type);
    case ExternalKind::memory: return print_memory_type(context, module.memories[import.index].type);
    case ExternalKind::global: return print_global_type(context, module.globals[import.index].type);
    case ExternalKind::tag: return print_type_use(context, module.tags[import.index].type_index);
  }
}

// "(word $id (;7;) ", of which the rest is to follow.
void open_definition(PrintContext& context, const char* word, const IdSpace& ids, uint32_t index) {
  context.out.put('(');
  context.out.put(word);
  print_definition(context.out, ids, index);
  context.out.put(' ');
}

// "(table $t) ", unless it is the first one.
void print_use(PrintContext& context, const char* word, const IdSpace& ids, uint32_t index) {
  if (index == 0) return;
  context.out.put('(');
  context.out.put(word);
  context.out.put(' ');
  print_index(context.out, ids, index);
  context.out.put(") ");
}

Status print_placement(PrintContext& context, const ElementSegment& segment) {
  if (segment.mode == SegmentMode::declarative) context.out.put("declare ");
  if (segment.mode != SegmentMode::active) return {};
  print_use(context, "table", context.ids.tables, segment.table);
  TRY(print_expression_in(context, "offset", segment.offset));
  context.out.put(' ');
  return {};
}

// Without elements there is nothing to tell indices from expressions.
bool lists_functions(const ElementSegment& segment) {
  return !segment.functions.empty() || (segment.expressions.empty() && segment.type.heap_type() == HeapType::func);
}

}  // namespace

void print_import(PrintContext& context, const Import& import) {
  const Space space = space_of(context.ids, import.kind);
  context.out.put("(import ");
  print_name(context.out, import.module);
  context.out.put(' ');
  print_name(context.out, import.name);
  context.out.put(' ');
  open_definition(context, space.word, space.ids, import.index);
  print_type_of_import(context, import);
  context.out.put("))");
}

Status print_table(PrintContext& context, uint32_t index) {
  const Table& table = context.module.tables[index];
  open_definition(context, "table", context.ids.tables, index);
  print_table_type(context, table.type);
  if (table.init) {
    context.out.put(' ');
    TRY(print_expression(context, *table.init));
  }
  context.out.put(')');
  return {};
}

void print_memory(PrintContext& context, uint32_t index) {
  open_definition(context, "memory", context.ids.memories, index);
  print_memory_type(context, context.module.memories[index].type);
  context.out.put(')');
}

void print_tag(PrintContext& context, uint32_t index) {
  const uint32_t type_index = context.module.tags[index].type_index;
  open_definition(context, "tag", context.ids.tags, index);
  print_type_use(context, type_index);
  const FunctionType* type = find_function_type(context.module, type_index);
  if (type != nullptr) print_signature(context, *type);
  context.out.put(')');
}

Status print_global(PrintContext& context, uint32_t index) {
  const Global& global = context.module.globals[index];
  open_definition(context, "global", context.ids.globals, index);
  print_global_type(context, global.type);
  context.out.put(' ');
  TRY(print_expression(context, global.init));
  context.out.put(')');
  return {};
}

void print_export(PrintContext& context, const Export& item) {
  const Space space = space_of(context.ids, item.kind);
  context.out.put("(export ");
  print_name(context.out, item.name);
  context.out.put(" (");
  context.out.put(space.word);
  context.out.put(' ');
  print_index(context.out, space.ids, item.index);
  context.out.put("))");
}

void print_start(PrintContext& context, uint32_t function) {
  context.out.put("(start ");
  print_index(context.out, context.ids.functions, function);
  context.out.put(')');
}

Status print_element_segment(PrintContext& context, uint32_t index) {
  const ElementSegment& segment = context.module.elements[index];
  open_definition(context, "elem", context.ids.elements, index);
  TRY(print_placement(context, segment));
  if (lists_functions(segment)) {
    context.out.put("func");
  } else {
    print_value_type(context, segment.type);
  }
  for (const uint32_t function : segment.functions) {
    context.out.put(' ');
    print_index(context.out, context.ids.functions, function);
  }
  for (const ConstExpr& expression : segment.expressions) {
    context.out.put(' ');
    TRY(print_expression_in(context, "item", expression));
  }
  context.out.put(')');
  return {};
}

Status print_data_segment(PrintContext& context, uint32_t index) {
  const DataSegment& segment = context.module.data[index];
  open_definition(context, "data", context.ids.data, index);
  if (segment.mode == SegmentMode::active) {
    print_use(context, "memory", context.ids.memories, segment.memory);
    TRY(print_expression_in(context, "offset", segment.offset));
    context.out.put(' ');
  }
  print_bytes(context.out, segment.bytes);
  context.out.put(')');
  return {};
}

}  // namespace wasmc
