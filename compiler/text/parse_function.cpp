// Function definitions, and the expressions in other fields.
#include "compiler/binary/encode.h"
#include "compiler/text/parse_fields.h"
#include "compiler/text/parse_instructions.h"

namespace wasmc {
namespace {

// Neighbours of the same type are one entry.
void encode_local_types(ByteVector& body, const std::vector<ValueType>& types) {
  ByteVector runs;
  uint32_t run_count = 0;
  for (size_t start = 0; start < types.size();) {
    size_t end = start;
    while (end < types.size() && types[end] == types[start]) ++end;
    append_leb128(runs, static_cast<uint32_t>(end - start));
    encode_value_type(runs, types[start]);
    ++run_count;
    start = end;
  }
  append_leb128(body, run_count);
  body.insert(body.end(), runs.begin(), runs.end());
}

}  // namespace

Status FieldParser::parse_function() {
  parse_optional_id(context_);
  TRY_ASSIGN(const bool is_import, parse_inline_forms(ExternalKind::function));
  if (is_import) return {};
  return parse_function_definition(next_index(ExternalKind::function)++);
}

Status FieldParser::parse_function_definition(uint32_t index) {
  TRY_ASSIGN(const TypeUse use, parse_type_use(context_, ParameterIds::allowed));
  TRY_ASSIGN(const uint32_t type_index, resolve_type_use(context_, use));
  append_leb128(sections_.functions.begin_item(source_), type_index);

  IndexSpace locals("local", "local");
  TRY(declare_parameters(use, type_index, locals));
  PositionedBytes body;
  body.mark(source_);
  TRY(parse_locals(locals, body.bytes));
  BranchHints hints;
  InstructionParser instructions(context_, locals, body, &hints);
  TRY(instructions.parse_body());
  sections_.code.begin_item(source_);
  sections_.code.contents.append_sized(body);
  if (!locals.names().empty()) sections_.local_names.emplace_back(index, locals.names());
  if (!hints.items().empty()) sections_.branch_hints.emplace_back(index, hints.items());
  if (!instructions.label_names().empty()) sections_.label_names.emplace_back(index, instructions.label_names());
  return {};
}

Status FieldParser::declare_parameters(const TypeUse& use, uint32_t type_index, IndexSpace& locals) {
  for (const DeclaredName& name : use.names) TRY(declare(locals, name));
  // An index without a type is for validation to refuse.
  const FunctionType* type = context_.type_table.function(type_index);
  if (!use.has_inline_type() && type != nullptr) locals.skip(static_cast<uint32_t>(type->params.size()));
  return {};
}

Status FieldParser::parse_locals(IndexSpace& locals, ByteVector& body) {
  std::vector<ValueType> types;
  while (cursor_.take_open("local")) TRY(parse_local_group(locals, types));
  encode_local_types(body, types);
  return {};
}

// What stands between `(local` and the parenthesis that closes it, which goes as well.
Status FieldParser::parse_local_group(IndexSpace& locals, std::vector<ValueType>& types) {
  TRY_ASSIGN(const DeclaredName name, parse_declared_name(context_, locals.word()));
  const bool has_name = !name.name.empty();
  // A name is that of one local.
  while (has_name || !cursor_.at(Token::Kind::close)) {
    TRY_ASSIGN(const ValueType type, parse_value_type(context_));
    types.push_back(type);
    TRY(declare(locals, name));
    if (has_name) break;
  }
  return cursor_.expect_close();
}

Status FieldParser::parse_expression(PositionedBytes& output) {
  const IndexSpace no_locals("local", "local");
  return InstructionParser(context_, no_locals, output, nullptr).parse_body();
}

Status FieldParser::parse_expression_in(const char* word, PositionedBytes& output) {
  const IndexSpace no_locals("local", "local");
  InstructionParser parser(context_, no_locals, output, nullptr);
  if (!cursor_.take_open(word)) return parser.parse_folded_expression();
  TRY(parser.parse_body());
  return cursor_.expect_close();
}

}  // namespace wasmc
