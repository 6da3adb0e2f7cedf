#include "compiler/text/parse_types.h"

#include "compiler/module/feature.h"

namespace wasmc {
namespace {

struct NamedType {
  std::string_view text;
  ValueType type;
};

constexpr NamedType value_types[] = {
    {"i32", ValueType::i32()},
    {"i64", ValueType::i64()},
    {"f32", ValueType::f32()},
    {"f64", ValueType::f64()},
    {"v128", ValueType::v128()},
    {"funcref", ValueType::funcref()},
    {"externref", ValueType::externref()},
};

constexpr NamedType heap_types[] = {
    {"func", ValueType::funcref()},
    {"extern", ValueType::externref()},
};

// The type of that name, or bottom.
template <size_t N>
ValueType find_type(const NamedType (&types)[N], std::string_view text) {
  for (const NamedType& row : types) {
    if (row.text == text) return row.type;
  }
  return ValueType::bottom();
}

ValueType next_value_type(const TextContext& context) {
  if (!context.cursor.at(Token::Kind::keyword)) return ValueType::bottom();
  return find_type(value_types, context.cursor.text());
}

// One `(param ...)`, whose parenthesis and word are gone already.
Status parse_parameters(TextContext& context, TypeUse& use, ParameterIds ids) {
  if (context.cursor.at(Token::Kind::id) && ids == ParameterIds::allowed) {
    use.id_offsets.push_back(context.cursor.offset());
    use.ids.push_back(parse_optional_id(context));
    TRY_ASSIGN(const ValueType type, parse_value_type(context));
    use.inline_type.params.push_back(type);
    return context.cursor.expect_close();
  }
  while (!context.cursor.at(Token::Kind::close)) {
    use.id_offsets.push_back(context.cursor.offset());
    use.ids.emplace_back();
    TRY_ASSIGN(const ValueType type, parse_value_type(context));
    use.inline_type.params.push_back(type);
  }
  return context.cursor.expect_close();
}

Status parse_signature(TextContext& context, TypeUse& use, ParameterIds ids) {
  while (context.cursor.take_open("param")) TRY(parse_parameters(context, use, ids));
  TRY(parse_results(context, use.inline_type.results));
  // Before anything is made of a type that is not complete.
  if (context.cursor.at_open("param")) return context.cursor.unexpected();
  return {};
}

}  // namespace

Result<ValueType> parse_value_type(TextContext& context) {
  const ValueType type = next_value_type(context);
  if (type.is_bottom()) return context.cursor.unexpected();
  context.cursor.advance();
  return type;
}

bool at_reference_type(const TextContext& context) {
  return next_value_type(context).is_reference() || context.cursor.at_open("ref");
}

Result<ValueType> parse_reference_type(TextContext& context) {
  if (!next_value_type(context).is_reference()) return context.cursor.unexpected();
  return parse_value_type(context);
}

Result<ValueType> parse_heap_type(TextContext& context) {
  if (context.cursor.at_index()) return unsupported_feature(Feature::function_references, context.cursor.offset());
  if (!context.cursor.at(Token::Kind::keyword)) return context.cursor.unexpected();
  const ValueType type = find_type(heap_types, context.cursor.text());
  if (type.is_bottom()) return context.cursor.unexpected();
  context.cursor.advance();
  return type;
}

Status parse_address_type(TextContext& context) {
  if (context.cursor.at_keyword("i64")) return unsupported_feature(Feature::memory64, context.cursor.offset());
  context.cursor.take_keyword("i32");
  return {};
}

Result<Limits> parse_limits(TextContext& context) {
  Limits limits;
  TRY_ASSIGN(limits.min, parse_unsigned_number(context, 64));
  limits.has_max = context.cursor.at(Token::Kind::number);
  if (limits.has_max) {
    TRY_ASSIGN(limits.max, parse_unsigned_number(context, 64));
  }
  return limits;
}

Result<TableType> parse_table_type(TextContext& context) {
  TableType type;
  TRY(parse_address_type(context));
  TRY_ASSIGN(type.limits, parse_limits(context));
  TRY_ASSIGN(type.element, parse_reference_type(context));
  return type;
}

Result<MemoryType> parse_memory_type(TextContext& context) {
  MemoryType type;
  TRY(parse_address_type(context));
  TRY_ASSIGN(type.limits, parse_limits(context));
  return type;
}

Result<GlobalType> parse_global_type(TextContext& context) {
  GlobalType type;
  type.is_mutable = context.cursor.take_open("mut");
  TRY_ASSIGN(type.value, parse_value_type(context));
  if (type.is_mutable) TRY(context.cursor.expect_close());
  return type;
}

Result<FunctionType> parse_function_type(TextContext& context) {
  TypeUse use;
  TRY(context.cursor.expect_keyword("func"));
  TRY(parse_signature(context, use, ParameterIds::allowed));
  return std::move(use.inline_type);
}

Status parse_results(TextContext& context, std::vector<ValueType>& results) {
  while (context.cursor.take_open("result")) {
    while (!context.cursor.at(Token::Kind::close)) {
      TRY_ASSIGN(const ValueType type, parse_value_type(context));
      results.push_back(type);
    }
    TRY(context.cursor.expect_close());
  }
  return {};
}

Result<TypeUse> parse_type_use(TextContext& context, ParameterIds ids) {
  TypeUse use;
  use.offset = context.cursor.offset();
  if (context.cursor.take_open("type")) {
    TRY_ASSIGN(use.index, parse_index(context, context.types));
    TRY(context.cursor.expect_close());
  }
  TRY(parse_signature(context, use, ids));
  return use;
}

Result<uint32_t> resolve_type_use(TextContext& context, const TypeUse& use) {
  if (!use.index) return context.type_table.find_or_add(use.inline_type);
  if (!use.has_inline_type()) return *use.index;
  const FunctionType* type = context.type_table.find(*use.index);
  if (type == nullptr) return Error{"unknown type " + std::to_string(*use.index), use.offset};
  if (!(*type == use.inline_type)) {
    return Error{"inline function type differs from type " + std::to_string(*use.index), use.offset};
  }
  return *use.index;
}

}  // namespace wasmc
