// The immediates of instructions on references, structures and arrays, and of those that throw and catch.
#include "compiler/text/parse_immediates.h"
#include "compiler/text/parse_types.h"

namespace wasmc {
namespace {

Status parse_type_index(InstructionContext& context, uint32_t& index) {
  TRY_ASSIGN(index, parse_index(context.text, context.text.types));
  return {};
}

// A field's ids are those of its type.
Result<uint32_t> parse_field_index(InstructionContext& context, uint32_t type_index) {
  const IndexSpace no_fields("field", "field");
  const auto fields = context.text.fields.find(type_index);
  return parse_index(context.text, fields == context.text.fields.end() ? no_fields : fields->second);
}

std::optional<CatchClause::Kind> next_catch_clause(const TokenCursor& cursor) {
  if (cursor.at_open("catch")) return CatchClause::Kind::catch_;
  if (cursor.at_open("catch_ref")) return CatchClause::Kind::catch_ref;
  if (cursor.at_open("catch_all")) return CatchClause::Kind::catch_all;
  if (cursor.at_open("catch_all_ref")) return CatchClause::Kind::catch_all_ref;
  return std::nullopt;
}

// `(catch tag label)` or one of its kin.
Status parse_catch_clause(InstructionContext& context, CatchClause& clause) {
  context.text.cursor.advance(2);
  if (clause.kind == CatchClause::Kind::catch_ || clause.kind == CatchClause::Kind::catch_ref) {
    TRY_ASSIGN(clause.tag, parse_index(context.text, context.text.tags));
  }
  Label label;
  TRY(parse(context, label));
  clause.label = label.depth;
  return context.text.cursor.expect_close();
}

}  // namespace

Status parse(InstructionContext& context, ReferenceType& type) {
  if (context.opcode != Opcode::ref_null) {
    TRY_ASSIGN(type.type, parse_reference_type(context.text));
    return {};
  }
  TRY_ASSIGN(const HeapType heap, parse_heap_type(context.text));
  type.type = ValueType::reference(heap, true);
  return {};
}

Status parse(InstructionContext& context, CastBranch& branch) {
  Label label;
  TRY(parse(context, label));
  branch.label = label.depth;
  TRY_ASSIGN(branch.from, parse_reference_type(context.text));
  TRY_ASSIGN(branch.to, parse_reference_type(context.text));
  return {};
}

Status parse(InstructionContext& context, TypeIndex& type) { return parse_type_index(context, type.index); }

Status parse(InstructionContext& context, StructField& access) {
  TRY(parse_type_index(context, access.type_index));
  TRY_ASSIGN(access.field, parse_field_index(context, access.type_index));
  return {};
}

Status parse(InstructionContext& context, ArrayFixed& array) {
  TRY(parse_type_index(context, array.type_index));
  TRY_ASSIGN(const uint64_t count, parse_unsigned_number(context.text, 32));
  array.count = static_cast<uint32_t>(count);
  return {};
}

Status parse(InstructionContext& context, ArrayData& array) {
  context.text.needs_data_count = true;
  TRY(parse_type_index(context, array.type_index));
  TRY_ASSIGN(array.segment, parse_index(context.text, context.text.data));
  return {};
}

Status parse(InstructionContext& context, ArrayElement& array) {
  TRY(parse_type_index(context, array.type_index));
  TRY_ASSIGN(array.segment, parse_index(context.text, context.text.elements));
  return {};
}

Status parse(InstructionContext& context, ArrayCopy& copy) {
  TRY(parse_type_index(context, copy.destination_type));
  return parse_type_index(context, copy.source_type);
}

Status parse(InstructionContext& context, TagIndex& tag) {
  TRY_ASSIGN(tag.index, parse_index(context.text, context.text.tags));
  return {};
}

Status parse(InstructionContext& context, TryTable& table) {
  TRY(parse(context, table.type));
  context.clauses.clear();
  while (const auto kind = next_catch_clause(context.text.cursor)) {
    CatchClause& clause = context.clauses.emplace_back();
    clause.kind = *kind;
    TRY(parse_catch_clause(context, clause));
  }
  table.clauses = context.clauses;
  return {};
}

}  // namespace wasmc
