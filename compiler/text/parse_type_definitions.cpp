#include "compiler/text/parse_type_definitions.h"

#include "compiler/text/parse_type_use.h"
#include "compiler/text/parse_types.h"

namespace wasmc {
namespace {

Result<ValueType> parse_storage_type(TextContext& context) {
  if (context.cursor.take_keyword("i8")) return ValueType::i8();
  if (context.cursor.take_keyword("i16")) return ValueType::i16();
  return parse_value_type(context);
}

Result<FieldType> parse_field_type(TextContext& context) {
  FieldType field;
  field.is_mutable = context.cursor.take_open("mut");
  TRY_ASSIGN(field.storage, parse_storage_type(context));
  if (field.is_mutable) TRY(context.cursor.expect_close());
  return field;
}

class TypeParser {
 public:
  TypeParser(TextContext& context, uint32_t index) : context_(context), cursor_(context.cursor), index_(index) {}

  // What comes after the id of a type, up to the parenthesis that closes the definition.
  Status parse(DefinedType& type) {
    TRY(cursor_.expect(Token::Kind::open));
    if (!cursor_.take_keyword("sub")) return parse_composite(type);
    type.is_final = cursor_.take_keyword("final");
    if (cursor_.at_index()) {
      TRY_ASSIGN(type.supertype, parse_index(context_, context_.types));
    }
    if (cursor_.at_index()) return Error{"unexpected token: a type has at most one supertype", cursor_.offset()};
    TRY(cursor_.expect(Token::Kind::open));
    TRY(parse_composite(type));
    return cursor_.expect_close();
  }

 private:
  // The opening parenthesis is gone.
  Status parse_composite(DefinedType& type) {
    if (cursor_.take_keyword("func")) {
      TRY(parse_function(type));
    } else if (cursor_.take_keyword("struct")) {
      TRY(parse_structure(type));
    } else if (cursor_.take_keyword("array")) {
      TRY(parse_array(type));
    } else {
      return cursor_.unexpected();
    }
    return cursor_.expect_close();
  }

  Status parse_function(DefinedType& type) {
    TypeUse use;
    TRY(parse_signature(context_, use, ParameterIds::allowed));
    type.function = std::move(use.inline_type);
    return {};
  }

  Status parse_array(DefinedType& type) {
    type.kind = CompositeKind::array;
    TRY_ASSIGN(const FieldType element, parse_field_type(context_));
    type.fields.push_back(element);
    return {};
  }

  Status parse_structure(DefinedType& type) {
    type.kind = CompositeKind::structure;
    while (cursor_.take_open("field")) TRY(parse_fields(type));
    return {};
  }

  // The parenthesis and the word are gone.
  Status parse_fields(DefinedType& type) {
    TRY_ASSIGN(const DeclaredName name, parse_declared_name(context_, "field"));
    const bool has_name = !name.name.empty();
    if (has_name) TRY(declare_field(type, name));
    // A name is that of one field.
    while (has_name || !cursor_.at(Token::Kind::close)) {
      TRY_ASSIGN(const FieldType field, parse_field_type(context_));
      type.fields.push_back(field);
      if (has_name) break;
    }
    return cursor_.expect_close();
  }

  Status declare_field(const DefinedType& type, const DeclaredName& name) {
    IndexSpace& fields = context_.fields.try_emplace(index_, "field", "field").first->second;
    fields.skip(static_cast<uint32_t>(type.fields.size()) - fields.size());
    return declare(fields, name);
  }

  TextContext& context_;
  TokenCursor& cursor_;
  uint32_t index_;  // of the type
};

// `(type id? subtype)`, of which the parenthesis is gone.
Result<TypeTable::Definition> parse_definition(TextContext& context, uint32_t index) {
  TypeTable::Definition definition;
  definition.source = context.cursor.offset();
  TRY(context.cursor.expect_keyword("type"));
  parse_optional_id(context);
  TRY(TypeParser(context, index).parse(definition.type));
  TRY(context.cursor.expect_close());
  return definition;
}

}  // namespace

Status declare_types(TextContext& context) {
  TokenCursor& cursor = context.cursor;
  if (cursor.take_keyword("type")) return declare_item(context, context.types);
  TRY(cursor.expect_keyword("rec"));
  while (cursor.take_open("type")) {
    TRY(declare_item(context, context.types));
    TRY(cursor.skip_to_close());
  }
  return {};
}

Status define_types(TextContext& context) {
  TokenCursor& cursor = context.cursor;
  const uint32_t source = cursor.offset();
  std::vector<TypeTable::Definition> group;
  const auto parse_one = [&]() -> Status {
    TRY_ASSIGN(group.emplace_back(),
               parse_definition(context, context.type_table.size() + static_cast<uint32_t>(group.size())));
    return {};
  };
  if (!cursor.take_keyword("rec")) {
    TRY(parse_one());
  } else {
    while (cursor.take(Token::Kind::open)) TRY(parse_one());
    TRY(cursor.expect_close());
  }
  context.type_table.define(group, source);
  return {};
}

}  // namespace wasmc
