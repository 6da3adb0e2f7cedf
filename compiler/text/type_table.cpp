#include "compiler/text/type_table.h"

#include "compiler/binary/encode.h"

namespace wasmc {
namespace {

std::string encoding_of(const FunctionType& type) {
  ByteVector bytes;
  encode_function_type(bytes, type);
  return {bytes.begin(), bytes.end()};
}

bool may_be_implied(const DefinedType& type) {
  return type.kind == CompositeKind::function && type.is_final && !type.supertype;
}

}  // namespace

void TypeTable::define(std::span<const Definition> group, uint32_t source) {
  ByteVector& bytes = section_.begin_item(source);
  if (group.size() == 1 && may_be_implied(group[0].type)) {
    first_by_encoding_.emplace(encoding_of(group[0].type.function), static_cast<uint32_t>(functions_.size()));
  }
  if (group.size() != 1) encode_group_header(bytes, static_cast<uint32_t>(group.size()));
  for (const Definition& definition : group) {
    section_.contents.mark(definition.source);
    append(definition.type);
  }
}

void TypeTable::append(const DefinedType& type) {
  encode_defined_type(section_.contents.bytes, type);
  const bool is_function = type.kind == CompositeKind::function;
  functions_.push_back(is_function ? std::optional(type.function) : std::nullopt);
}

uint32_t TypeTable::find_or_add(const FunctionType& type, uint32_t source) {
  const auto [entry, added] = first_by_encoding_.emplace(encoding_of(type), static_cast<uint32_t>(functions_.size()));
  if (added) {
    section_.begin_item(source);
    DefinedType implied;
    implied.function = type;
    append(implied);
  }
  return entry->second;
}

}  // namespace wasmc
