// Element and data segments.
#include <span>

#include "compiler/binary/encode.h"
#include "compiler/module/opcode.h"
#include "compiler/text/parse_fields.h"

namespace wasmc {
namespace {

// What the number that an element segment starts with says, as in section 5.5.12.
constexpr uint32_t passive_or_declarative = 1;
constexpr uint32_t has_table_or_is_declarative = 2;
constexpr uint32_t has_expressions = 4;

// The function, if the expression is nothing but the reference to one.
std::optional<uint32_t> referenced_function(std::span<const uint8_t> expression) {
  if (expression[0] != code_of(Opcode::ref_func)) return std::nullopt;
  const auto index = read_leb128<uint32_t>(expression.data() + 1, expression.data() + expression.size());
  if (index.error != LebError::none || index.length + 2 != expression.size()) return std::nullopt;
  return index.value;
}

void append_function_reference(PositionedBytes& expressions, uint32_t function) {
  encode_opcode(expressions.bytes, Opcode::ref_func);
  append_leb128(expressions.bytes, function);
  encode_opcode(expressions.bytes, Opcode::end);
}

}  // namespace

Status FieldParser::parse_element_segment() {
  parse_optional_id(context_);
  bool has_table = false;
  TRY_ASSIGN(const Placement placement, parse_element_placement(has_table));
  Elements elements;
  TRY(parse_element_list(elements, placement.mode == SegmentMode::active && !has_table));
  encode_elements(placement, elements);
  return {};
}

Result<FieldParser::Placement> FieldParser::parse_element_placement(bool& has_table) {
  Placement placement;
  if (cursor_.take_keyword("declare")) {
    placement.mode = SegmentMode::declarative;
    return placement;
  }
  has_table = cursor_.at_open("table");
  // An opening parenthesis may also belong to the elements' type.
  const bool has_offset = cursor_.at(Token::Kind::open) && !cursor_.at_open("ref");
  if (!has_table && !has_offset) return placement;
  placement.mode = SegmentMode::active;
  TRY_ASSIGN(placement.target, parse_optional_use(context_, "table", context_.tables));
  TRY(parse_expression_in("offset", placement.offset));
  return placement;
}

// The elements with what says of which type they are. A bare list of functions is from before there were others.
Status FieldParser::parse_element_list(Elements& elements, bool may_be_bare) {
  if (cursor_.take_keyword("func")) return parse_element_functions(elements);
  if (may_be_bare && (cursor_.at_index() || cursor_.at(Token::Kind::close))) return parse_element_functions(elements);
  TRY_ASSIGN(elements.type, parse_reference_type(context_));
  return parse_element_expressions(elements);
}

Status FieldParser::parse_element_functions(Elements& elements) {
  while (cursor_.at_index()) {
    elements.expressions.mark(cursor_.offset());
    TRY_ASSIGN(const uint32_t function, parse_index(context_, context_.functions));
    append_function_reference(elements.expressions, function);
    elements.functions.push_back(function);
    ++elements.count;
  }
  return {};
}

Status FieldParser::parse_element_expressions(Elements& elements) {
  while (cursor_.at(Token::Kind::open)) {
    const size_t start = elements.expressions.bytes.size();
    TRY(parse_expression_in("item", elements.expressions));
    ++elements.count;
    const auto function = referenced_function(std::span(elements.expressions.bytes).subspan(start));
    if (function) elements.functions.push_back(*function);
  }
  return {};
}

void FieldParser::encode_elements(const Placement& placement, const Elements& elements) {
  const bool is_active = placement.mode == SegmentMode::active;
  const bool names_table = is_active && (placement.target != 0 || elements.type != ValueType::funcref());
  const bool sets_second_flag = names_table || placement.mode == SegmentMode::declarative;
  PositionedBytes& contents = sections_.elements.contents;
  ByteVector& bytes = sections_.elements.begin_item(source_);
  append_leb128(bytes, (is_active ? 0 : passive_or_declarative) | (sets_second_flag ? has_table_or_is_declarative : 0) |
                           (elements.are_functions() ? 0 : has_expressions));
  if (names_table) append_leb128(bytes, placement.target);
  if (is_active) contents.append(placement.offset);
  if (names_table || !is_active) {
    elements.are_functions() ? bytes.push_back(0) : encode_value_type(bytes, elements.type);
  }
  append_leb128(bytes, elements.count);
  if (!elements.are_functions()) return contents.append(elements.expressions);
  for (const uint32_t function : elements.functions) append_leb128(bytes, function);
}

Status FieldParser::parse_data_segment() {
  parse_optional_id(context_);
  Placement placement;
  if (cursor_.at(Token::Kind::open)) {
    placement.mode = SegmentMode::active;
    TRY_ASSIGN(placement.target, parse_optional_use(context_, "memory", context_.memories));
    TRY(parse_expression_in("offset", placement.offset));
  }
  encode_data(placement, parse_strings(context_));
  return {};
}

void FieldParser::encode_data(const Placement& placement, const std::string& contents) {
  ByteVector& bytes = sections_.data.begin_item(source_);
  if (placement.mode == SegmentMode::passive) {
    bytes.push_back(1);
  } else if (placement.target == 0) {
    bytes.push_back(0);
  } else {
    bytes.push_back(2);
    append_leb128(bytes, placement.target);
  }
  sections_.data.contents.append(placement.offset);
  encode_name(bytes, contents);
}

}  // namespace wasmc
