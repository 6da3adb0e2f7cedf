#include "compiler/text/type_table.h"

#include "compiler/binary/encode.h"

namespace wasmc {
namespace {

std::string encoding_of(const FunctionType& type) {
  ByteVector bytes;
  encode_function_type(bytes, type);
  return {bytes.begin(), bytes.end()};
}

}  // namespace

void TypeTable::define(const FunctionType& type) {
  first_by_encoding_.emplace(encoding_of(type), static_cast<uint32_t>(types_.size()));
  types_.push_back(type);
}

uint32_t TypeTable::find_or_add(const FunctionType& type) {
  const auto [entry, added] = first_by_encoding_.emplace(encoding_of(type), static_cast<uint32_t>(types_.size()));
  if (added) types_.push_back(type);
  return entry->second;
}

}  // namespace wasmc
