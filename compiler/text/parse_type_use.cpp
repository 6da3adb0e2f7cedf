#include "compiler/text/parse_type_use.h"

#include "compiler/text/parse_types.h"

namespace wasmc {
namespace {

Status parse_parameter(TextContext& context, TypeUse& use, const DeclaredName& name) {
  use.names.push_back(name);
  TRY_ASSIGN(const ValueType type, parse_value_type(context));
  use.inline_type.params.push_back(type);
  return {};
}

// One `(param ...)`, whose parenthesis and word are gone already.
Status parse_parameters(TextContext& context, TypeUse& use, ParameterIds ids) {
  if (ids == ParameterIds::allowed) {
    TRY_ASSIGN(const DeclaredName name, parse_declared_name(context, "local"));
    if (!name.name.empty()) {
      TRY(parse_parameter(context, use, name));
      return context.cursor.expect_close();
    }
  }
  while (!context.cursor.at(Token::Kind::close)) TRY(parse_parameter(context, use, {}));
  return context.cursor.expect_close();
}

}  // namespace

Status parse_signature(TextContext& context, TypeUse& use, ParameterIds ids) {
  while (context.cursor.take_open("param")) TRY(parse_parameters(context, use, ids));
  TRY(parse_results(context, use.inline_type.results));
  // Before anything is made of a type that is not complete.
  if (context.cursor.at_open("param")) return context.cursor.unexpected();
  return {};
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
  if (!use.index) return context.type_table.find_or_add(use.inline_type, use.offset);
  if (!use.has_inline_type()) return *use.index;
  const FunctionType* type = context.type_table.function(*use.index);
  if (type == nullptr) return Error{"unknown type " + std::to_string(*use.index), use.offset};
  if (!(*type == use.inline_type)) {
    return Error{"inline function type differs from type " + std::to_string(*use.index), use.offset};
  }
  return *use.index;
}

}  // namespace wasmc
