#include "compiler/text/parse_immediates.h"

#include "compiler/text/parse_type_use.h"

namespace wasmc {
namespace {

// A segment, with a table or memory before it unless that is the first one.
Status parse_init(TextContext& context, const IndexSpace& space, const IndexSpace& segments, uint32_t& index,
                  uint32_t& segment) {
  if (context.cursor.at_index(1)) {
    TRY_ASSIGN(index, parse_index(context, space));
  }
  TRY_ASSIGN(segment, parse_index(context, segments));
  return {};
}

// Two indices or none, which stands for the first item twice.
Status parse_copy(TextContext& context, const IndexSpace& space, uint32_t& destination, uint32_t& source) {
  if (!context.cursor.at_index()) return {};
  TRY_ASSIGN(destination, parse_index(context, space));
  TRY_ASSIGN(source, parse_index(context, space));
  return {};
}

}  // namespace

Status parse(InstructionContext& context, BlockType& type) {
  TRY_ASSIGN(const TypeUse use, parse_type_use(context.text, ParameterIds::refused));
  const FunctionType& signature = use.inline_type;
  if (!use.index && signature.params.empty() && signature.results.size() <= 1) {
    if (signature.results.empty()) return {};
    type.form = BlockType::Form::value;
    type.value = signature.results[0];
    return {};
  }
  type.form = BlockType::Form::type_index;
  TRY_ASSIGN(type.type_index, resolve_type_use(context.text, use));
  return {};
}

Status parse(InstructionContext& context, Label& label) {
  if (!context.text.cursor.at(Token::Kind::id)) {
    TRY_ASSIGN(const uint64_t depth, parse_unsigned_number(context.text, 32));
    label.depth = static_cast<uint32_t>(depth);
    return {};
  }
  const uint32_t offset = context.text.cursor.offset();
  const std::string_view id = parse_optional_id(context.text);
  const auto depth = context.labels.depth_of(id);
  if (!depth) return Error{"unknown label $" + std::string(id), offset};
  label.depth = *depth;
  return {};
}

Status parse(InstructionContext& context, BranchTable& table) {
  context.targets.clear();
  do {
    Label label;
    TRY(parse(context, label));
    context.targets.push_back(label.depth);
  } while (context.text.cursor.at_index());
  table.default_target = context.targets.back();
  context.targets.pop_back();
  table.targets = context.targets;
  return {};
}

Status parse(InstructionContext& context, FunctionIndex& function) {
  TRY_ASSIGN(function.index, parse_index(context.text, context.text.functions));
  return {};
}

Status parse(InstructionContext& context, CallIndirect& call) {
  TRY_ASSIGN(call.table, parse_optional_index(context.text, context.text.tables));
  TRY_ASSIGN(const TypeUse use, parse_type_use(context.text, ParameterIds::refused));
  TRY_ASSIGN(call.type_index, resolve_type_use(context.text, use));
  return {};
}

Status parse(InstructionContext& context, LocalIndex& local) {
  TRY_ASSIGN(local.index, parse_index(context.text, context.locals));
  return {};
}

Status parse(InstructionContext& context, GlobalIndex& global) {
  TRY_ASSIGN(global.index, parse_index(context.text, context.text.globals));
  return {};
}

Status parse(InstructionContext& context, TableIndex& table) {
  TRY_ASSIGN(table.index, parse_optional_index(context.text, context.text.tables));
  return {};
}

Status parse(InstructionContext& context, TableCopy& copy) {
  return parse_copy(context.text, context.text.tables, copy.destination, copy.source);
}

Status parse(InstructionContext& context, TableInit& init) {
  return parse_init(context.text, context.text.tables, context.text.elements, init.table, init.segment);
}

Status parse(InstructionContext& context, ElementIndex& segment) {
  TRY_ASSIGN(segment.index, parse_index(context.text, context.text.elements));
  return {};
}

Status parse(InstructionContext& context, MemoryIndex& memory) {
  TRY_ASSIGN(memory.index, parse_optional_index(context.text, context.text.memories));
  return {};
}

Status parse(InstructionContext& context, MemoryCopy& copy) {
  return parse_copy(context.text, context.text.memories, copy.destination, copy.source);
}

Status parse(InstructionContext& context, MemoryInit& init) {
  context.text.needs_data_count = true;
  return parse_init(context.text, context.text.memories, context.text.data, init.memory, init.segment);
}

Status parse(InstructionContext& context, DataIndex& segment) {
  context.text.needs_data_count = true;
  TRY_ASSIGN(segment.index, parse_index(context.text, context.text.data));
  return {};
}

Status parse(InstructionContext& context, SelectTypes& select) {
  context.types.clear();
  TRY(parse_results(context.text, context.types));
  select.types = context.types;
  return {};
}

}  // namespace wasmc
