#include "compiler/text/print_immediates.h"

#include "compiler/text/print_types.h"

namespace wasmc {
namespace {

void print_item(PrintContext& context, const IdSpace& ids, uint32_t index) {
  context.out.put(' ');
  print_index(context.out, ids, index);
}

// The first item need not be named.
void print_optional_item(PrintContext& context, const IdSpace& ids, uint32_t index) {
  if (index != 0) print_item(context, ids, index);
}

// Both or, if they are the first item, neither.
void print_copy(PrintContext& context, const IdSpace& ids, uint32_t destination, uint32_t source) {
  if (destination == 0 && source == 0) return;
  print_item(context, ids, destination);
  print_item(context, ids, source);
}

void print_number(PrintContext& context, uint64_t number) {
  context.out.put(' ');
  context.out.put_number(number);
}

void print_reference(PrintContext& context, ValueType type) {
  context.out.put(' ');
  print_value_type(context, type);
}

// A label that has no id is a number that changes with its place: a comment says which block is meant, by its level.
void print_label(PrintContext& context, uint32_t depth) {
  context.out.put(' ');
  if (const std::string_view id = context.labels.id_at(depth); !id.empty()) return print_id(context.out, id);
  context.out.put_number(depth);
  if (depth > context.labels.size()) return;
  context.out.put(" (;@");
  context.out.put_number(context.labels.size() - depth);
  context.out.put(";)");
}

// A signature may have thousands of types, and any number of blocks may have that signature.
bool is_short(const FunctionType& type) {
  constexpr size_t many = 16;
  return type.params.size() + type.results.size() <= many;
}

void print_block_type_index(PrintContext& context, uint32_t type_index) {
  context.out.put(' ');
  print_type_use(context, type_index);
  const FunctionType* type = find_function_type(context.module, type_index);
  if (type != nullptr && is_short(*type)) print_signature(context, *type);
}

void print_catch_clause(PrintContext& context, const CatchClause& clause) {
  static constexpr const char* words[] = {" (catch", " (catch_ref", " (catch_all", " (catch_all_ref"};
  context.out.put(words[static_cast<size_t>(clause.kind)]);
  const bool has_tag = clause.kind == CatchClause::Kind::catch_ || clause.kind == CatchClause::Kind::catch_ref;
  if (has_tag) print_item(context, context.ids.tags, clause.tag);
  print_label(context, clause.label);
  context.out.put(')');
}

}  // namespace

void print(PrintContext& context, const BlockType& type) {
  switch (type.form) {
    case BlockType::Form::empty: break;
    case BlockType::Form::value: print_results(context, {type.value}); break;
    case BlockType::Form::type_index: print_block_type_index(context, type.type_index); break;
  }
}

void print(PrintContext& context, const Label& label) { print_label(context, label.depth); }

void print(PrintContext& context, const BranchTable& table) {
  for (const uint32_t target : table.targets) print_label(context, target);
  print_label(context, table.default_target);
}

void print(PrintContext& context, const TryTable& table) {
  print(context, table.type);
  for (const CatchClause& clause : table.clauses) print_catch_clause(context, clause);
}

void print(PrintContext& context, const CastBranch& branch) {
  print_label(context, branch.label);
  print_reference(context, branch.from);
  print_reference(context, branch.to);
}

void print(PrintContext& context, const FunctionIndex& function) {
  print_item(context, context.ids.functions, function.index);
}

void print(PrintContext& context, const TypeIndex& type) { print_item(context, context.ids.types, type.index); }

void print(PrintContext& context, const TagIndex& tag) { print_item(context, context.ids.tags, tag.index); }

void print(PrintContext& context, const CallIndirect& call) {
  print_optional_item(context, context.ids.tables, call.table);
  context.out.put(' ');
  print_type_use(context, call.type_index);
}

void print(PrintContext& context, const LocalIndex& local) { print_item(context, context.locals, local.index); }

void print(PrintContext& context, const GlobalIndex& global) { print_item(context, context.ids.globals, global.index); }

void print(PrintContext& context, const TableIndex& table) {
  print_optional_item(context, context.ids.tables, table.index);
}

void print(PrintContext& context, const TableCopy& copy) {
  print_copy(context, context.ids.tables, copy.destination, copy.source);
}

void print(PrintContext& context, const TableInit& init) {
  print_optional_item(context, context.ids.tables, init.table);
  print_item(context, context.ids.elements, init.segment);
}

void print(PrintContext& context, const ElementIndex& segment) {
  print_item(context, context.ids.elements, segment.index);
}

void print(PrintContext& context, const MemoryIndex& memory) {
  print_optional_item(context, context.ids.memories, memory.index);
}

void print(PrintContext& context, const MemoryCopy& copy) {
  print_copy(context, context.ids.memories, copy.destination, copy.source);
}

void print(PrintContext& context, const MemoryInit& init) {
  print_optional_item(context, context.ids.memories, init.memory);
  print_item(context, context.ids.data, init.segment);
}

void print(PrintContext& context, const DataIndex& segment) { print_item(context, context.ids.data, segment.index); }

void print(PrintContext& context, const MemArg& memarg) {
  print_optional_item(context, context.ids.memories, memarg.memory);
  if (memarg.offset != 0) {
    context.out.put(" offset=");
    context.out.put_number(memarg.offset);
  }
  if (memarg.align_log2 == context.natural_align_log2) return;
  context.out.put(" align=");
  context.out.put_number(uint64_t{1} << memarg.align_log2);
}

void print(PrintContext& context, const MemArgLane& access) {
  print(context, access.memarg);
  print_number(context, access.lane);
}

void print(PrintContext& context, const Lane& lane) { print_number(context, lane.index); }

void print(PrintContext& context, const Shuffle& shuffle) {
  for (const uint8_t lane : shuffle.lanes) print_number(context, lane);
}

void print(PrintContext& context, const I32Const& constant) {
  context.out.put(' ');
  context.out.put_number(constant.value);
}

void print(PrintContext& context, const I64Const& constant) {
  context.out.put(' ');
  context.out.put_number(constant.value);
}

void print(PrintContext& context, const F32Const& constant) {
  context.out.put(' ');
  print_f32(context.out, constant.bits);
}

void print(PrintContext& context, const F64Const& constant) {
  context.out.put(' ');
  print_f64(context.out, constant.bits);
}

void print(PrintContext& context, const V128Const& constant) {
  context.out.put(' ');
  print_v128(context.out, constant.bytes);
}

void print(PrintContext& context, const ReferenceType& type) {
  context.out.put(' ');
  print_heap_type(context, type.type);
}

void print(PrintContext& context, const StructField& access) {
  print_item(context, context.ids.types, access.type_index);
  context.out.put(' ');
  print_index(context.out, context.ids.fields(access.type_index), access.field);
}

void print(PrintContext& context, const ArrayFixed& array) {
  print_item(context, context.ids.types, array.type_index);
  print_number(context, array.count);
}

void print(PrintContext& context, const ArrayData& array) {
  print_item(context, context.ids.types, array.type_index);
  print_item(context, context.ids.data, array.segment);
}

void print(PrintContext& context, const ArrayElement& array) {
  print_item(context, context.ids.types, array.type_index);
  print_item(context, context.ids.elements, array.segment);
}

void print(PrintContext& context, const ArrayCopy& copy) {
  print_item(context, context.ids.types, copy.destination_type);
  print_item(context, context.ids.types, copy.source_type);
}

// Without a type it has the parentheses still: they tell it from the instruction that has no types.
void print(PrintContext& context, const SelectTypes& select) {
  context.out.put(" (result");
  for (const ValueType type : select.types) print_reference(context, type);
  context.out.put(')');
}

}  // namespace wasmc
