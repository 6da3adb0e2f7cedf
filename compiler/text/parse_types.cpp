#include "compiler/text/parse_types.h"

#include <bit>

namespace wasmc {
namespace {

struct NamedType {
  std::string_view text;
  ValueType type;
};

constexpr NamedType value_types[] = {
    {"i32", ValueType::i32()}, {"i64", ValueType::i64()},   {"f32", ValueType::f32()},
    {"f64", ValueType::f64()}, {"v128", ValueType::v128()},
#define HEAP_TYPE(name, text, short_form) {short_form, ValueType::reference(HeapType::name, true)},
#include "compiler/text/abstract_heap_types.def"
};

constexpr struct {
  std::string_view text;
  HeapType type;
} abstract_heap_types[] = {
#define HEAP_TYPE(name, text, short_form) {text, HeapType::name},
#include "compiler/text/abstract_heap_types.def"
};

// The type of which the name is next, or bottom.
ValueType next_named_type(const TokenCursor& cursor) {
  if (!cursor.at(Token::Kind::keyword)) return ValueType::bottom();
  const std::string_view text = cursor.text();
  for (const NamedType& row : value_types) {
    if (row.text == text) return row.type;
  }
  return ValueType::bottom();
}

Result<HeapType> parse_type_index(TextContext& context) {
  // A ValueType has 24 bits for it, and a module may not have as many types.
  constexpr uint32_t most = 0x7fffff;
  const uint32_t offset = context.cursor.offset();
  TRY_ASSIGN(const uint32_t index, parse_index(context, context.types));
  if (index > most) return Error{"unknown type " + std::to_string(index), offset};
  return static_cast<HeapType>(index);
}

// `(ref null? heaptype)`, of which the first two tokens are gone.
Result<ValueType> parse_reference_in_parentheses(TextContext& context) {
  const bool nullable = context.cursor.take_keyword("null");
  TRY_ASSIGN(const HeapType heap, parse_heap_type(context));
  TRY(context.cursor.expect_close());
  return ValueType::reference(heap, nullable);
}

}  // namespace

Result<ValueType> parse_value_type(TextContext& context) {
  if (context.cursor.take_open("ref")) return parse_reference_in_parentheses(context);
  const ValueType type = next_named_type(context.cursor);
  if (type.is_bottom()) return context.cursor.unexpected();
  context.cursor.advance();
  return type;
}

bool at_reference_type(const TokenCursor& cursor) {
  return next_named_type(cursor).is_reference() || cursor.at_open("ref");
}

bool at_nullable_reference_type(const TokenCursor& cursor) {
  return next_named_type(cursor).is_reference() || (cursor.at_open("ref") && cursor.at_keyword("null", 2));
}

Result<ValueType> parse_reference_type(TextContext& context) {
  if (!at_reference_type(context.cursor)) return context.cursor.unexpected();
  return parse_value_type(context);
}

Result<HeapType> parse_heap_type(TextContext& context) {
  if (context.cursor.at_index()) return parse_type_index(context);
  for (const auto& row : abstract_heap_types) {
    if (context.cursor.take_keyword(row.text)) return row.type;
  }
  return context.cursor.unexpected();
}

bool take_address_type(TokenCursor& cursor) {
  if (cursor.take_keyword("i64")) return true;
  cursor.take_keyword("i32");
  return false;
}

Result<Limits> parse_limits(TextContext& context) {
  Limits limits;
  limits.is_64 = take_address_type(context.cursor);
  TRY_ASSIGN(limits.min, parse_unsigned_number(context, 64));
  limits.has_max = context.cursor.at(Token::Kind::number);
  if (limits.has_max) {
    TRY_ASSIGN(limits.max, parse_unsigned_number(context, 64));
  }
  return limits;
}

Result<TableType> parse_table_type(TextContext& context) {
  TableType type;
  TRY_ASSIGN(type.limits, parse_limits(context));
  TRY_ASSIGN(type.element, parse_reference_type(context));
  return type;
}

Result<MemoryType> parse_memory_type(TextContext& context) {
  MemoryType type;
  TRY_ASSIGN(type.limits, parse_limits(context));
  type.shared = context.cursor.take_keyword("shared");
  TRY_ASSIGN(type.page_size_log2, parse_page_size(context));
  return type;
}

Result<uint8_t> parse_page_size(TextContext& context) {
  if (!context.cursor.take_open("pagesize")) return MemoryType().page_size_log2;
  const uint32_t offset = context.cursor.offset();
  TRY_ASSIGN(const uint64_t size, parse_unsigned_number(context, 64));
  if (!std::has_single_bit(size)) return Error{"invalid custom page size: it must be a power of two", offset};
  TRY(context.cursor.expect_close());
  return static_cast<uint8_t>(std::countr_zero(size));
}

Result<GlobalType> parse_global_type(TextContext& context) {
  GlobalType type;
  type.is_mutable = context.cursor.take_open("mut");
  TRY_ASSIGN(type.value, parse_value_type(context));
  if (type.is_mutable) TRY(context.cursor.expect_close());
  return type;
}

}  // namespace wasmc
