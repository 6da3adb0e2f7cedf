// Element and data segments.
#include "compiler/binary/encode.h"
#include "compiler/module/opcode.h"
#include "compiler/text/parse_data_contents.h"
#include "compiler/text/parse_fields.h"

namespace wasmc {
namespace {

// What the number that an element segment starts with says, as in section 5.5.12.
constexpr uint32_t passive_or_declarative = 1;
constexpr uint32_t has_table_or_is_declarative = 2;
constexpr uint32_t has_expressions = 4;

// The index of the table or memory without `(table` or `(memory` around it, as the first version of the language had
// it. False if there is none.
Result<bool> parse_bare_target(TextContext& context, const IndexSpace& space, uint32_t& target) {
  if (!context.cursor.at_index()) return false;
  TRY_ASSIGN(target, parse_index(context, space));
  return true;
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
  TRY_ASSIGN(const bool has_bare_table, parse_bare_target(context_, context_.tables, placement.target));
  // An opening parenthesis may also belong to the elements' type.
  const bool has_offset = cursor_.at(Token::Kind::open) && !cursor_.at_open("ref");
  if (!has_table && !has_bare_table && !has_offset) return placement;
  placement.mode = SegmentMode::active;
  if (!has_bare_table) {
    TRY_ASSIGN(placement.target, parse_optional_use(context_, "table", context_.tables));
  }
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

// Indices stand for references, which only have to be written out where the elements' type is not theirs.
Status FieldParser::parse_element_functions(Elements& elements) {
  const ValueType type = elements.type;
  elements.are_functions = type == ValueType::funcref() || type == ValueType::reference(HeapType::func, false);
  while (cursor_.at_index()) {
    elements.contents.mark(cursor_.offset());
    TRY_ASSIGN(const uint32_t function, parse_index(context_, context_.functions));
    ByteVector& bytes = elements.contents.bytes;
    if (!elements.are_functions) encode_opcode(bytes, Opcode::ref_func);
    append_leb128(bytes, function);
    if (!elements.are_functions) encode_opcode(bytes, Opcode::end);
    ++elements.count;
  }
  return {};
}

Status FieldParser::parse_element_expressions(Elements& elements) {
  while (cursor_.at(Token::Kind::open)) {
    TRY(parse_expression_in("item", elements.contents));
    ++elements.count;
  }
  return {};
}

void FieldParser::encode_elements(const Placement& placement, const Elements& elements) {
  const bool is_active = placement.mode == SegmentMode::active;
  // Both indices and expressions have a type that need not be said of an active segment.
  const bool has_usual_type = elements.are_functions || elements.type == ValueType::funcref();
  const bool names_table = is_active && (placement.target != 0 || !has_usual_type);
  const bool sets_second_flag = names_table || placement.mode == SegmentMode::declarative;
  PositionedBytes& contents = sections_.elements.contents;
  ByteVector& bytes = sections_.elements.begin_item(source_);
  append_leb128(bytes, (is_active ? 0 : passive_or_declarative) | (sets_second_flag ? has_table_or_is_declarative : 0) |
                           (elements.are_functions ? 0 : has_expressions));
  if (names_table) append_leb128(bytes, placement.target);
  if (is_active) contents.append(placement.offset);
  if (names_table || !is_active) {
    elements.are_functions ? bytes.push_back(0) : encode_value_type(bytes, elements.type);
  }
  append_leb128(bytes, elements.count);
  contents.append(elements.contents);
}

Status FieldParser::parse_data_segment() {
  parse_optional_id(context_);
  Placement placement;
  TRY_ASSIGN(const bool has_bare_memory, parse_bare_target(context_, context_.memories, placement.target));
  if (has_bare_memory || (cursor_.at(Token::Kind::open) && !at_number_list(cursor_))) {
    placement.mode = SegmentMode::active;
    if (!has_bare_memory) {
      TRY_ASSIGN(placement.target, parse_optional_use(context_, "memory", context_.memories));
    }
    TRY(parse_expression_in("offset", placement.offset));
  }
  TRY_ASSIGN(const std::string contents, parse_data_contents(context_));
  encode_data(placement, contents);
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
