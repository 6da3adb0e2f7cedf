#include "compiler/binary/read_definitions.h"

#include <algorithm>
#include <string>
#include <utility>

#include "compiler/binary/read_types.h"
#include "compiler/module/feature.h"
#include "compiler/module/limits.h"

namespace wasmc {
namespace {

constexpr uint8_t group_code = 0x4e;
constexpr uint8_t sub_code = 0x50;
constexpr uint8_t sub_final_code = 0x4f;
constexpr uint8_t function_code = 0x60;
constexpr uint8_t structure_code = 0x5f;
constexpr uint8_t array_code = 0x5e;

// The codes that are recognised only.
struct UnsupportedForm {
  uint8_t code;
  Feature feature;
};
constexpr UnsupportedForm unsupported_forms[] = {
    {0x5d, Feature::stack_switching},     // cont
    {0x4c, Feature::custom_descriptors},  // describes
    {0x4d, Feature::custom_descriptors},  // descriptor
    {0x65, Feature::shared_everything},   // shared
};

Error refuse_form(uint8_t code, uint64_t offset) {
  // The form is an s7, of which this would be the first of several bytes.
  if (code >= 0x80) return {"integer representation too long: type", offset};
  for (const UnsupportedForm& form : unsupported_forms) {
    if (form.code == code) return FeatureSet().refusal(form.feature, offset);
  }
  return malformed_code("malformed definition type", code, offset);
}

Status read_types(ByteReader& reader, const FeatureSet& features, uint32_t limit, const char* what,
                  std::vector<ValueType>& types) {
  TRY_ASSIGN(const uint32_t count, reader.count(limit, what));
  types.reserve(std::min<size_t>(count, reader.remaining()));
  for (uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const ValueType type, read_value_type(reader, features, what));
    types.push_back(type);
  }
  return {};
}

Status read_function(ByteReader& reader, const FeatureSet& features, FunctionType& function) {
  TRY(read_types(reader, features, limits::params, "parameters", function.params));
  const uint64_t results_offset = reader.offset();
  TRY(read_types(reader, features, limits::results, "results", function.results));
  return function.results.size() > 1 ? features.require(Feature::multi_value, results_offset) : Status();
}

Status read_field(ByteReader& reader, const FeatureSet& features, std::vector<FieldType>& fields) {
  FieldType field;
  TRY_ASSIGN(field.storage, read_storage_type(reader, features, "field type"));
  TRY_ASSIGN(field.is_mutable, read_mutability(reader));
  fields.push_back(field);
  return {};
}

Status read_fields(ByteReader& reader, const FeatureSet& features, std::vector<FieldType>& fields) {
  TRY_ASSIGN(const uint32_t count, reader.count(limits::structure_fields, "fields"));
  fields.reserve(std::min<size_t>(count, reader.remaining() / 2));
  for (uint32_t i = 0; i < count; ++i) TRY(read_field(reader, features, fields));
  return {};
}

// What stands after the type's place among its super- and subtypes. The code has been read from the offset.
Status read_composite(ByteReader& reader, const FeatureSet& features, uint8_t code, uint64_t offset,
                      DefinedType& type) {
  switch (code) {
    case function_code: type.kind = CompositeKind::function; return read_function(reader, features, type.function);
    case structure_code:
      type.kind = CompositeKind::structure;
      TRY(features.require(Feature::gc, offset));
      return read_fields(reader, features, type.fields);
    case array_code:
      type.kind = CompositeKind::array;
      TRY(features.require(Feature::gc, offset));
      return read_field(reader, features, type.fields);
    default: return refuse_form(code, offset);
  }
}

Status read_supertype(ByteReader& reader, DefinedType& type) {
  constexpr uint32_t supertypes = 1;
  TRY_ASSIGN(const uint32_t count, reader.count(supertypes, "supertypes"));
  if (count == 0) return {};
  TRY_ASSIGN(type.supertype, reader.u32("supertype"));
  return {};
}

// The code has been read from the offset.
Status read_definition(ByteReader& reader, const FeatureSet& features, uint8_t code, uint64_t offset,
                       DefinedType& type) {
  if (code != sub_code && code != sub_final_code) return read_composite(reader, features, code, offset, type);
  TRY(features.require(Feature::gc, offset));
  type.is_final = code == sub_final_code;
  TRY(read_supertype(reader, type));
  const uint64_t composite_offset = reader.offset();
  TRY_ASSIGN(const uint8_t composite, reader.byte("type"));
  return read_composite(reader, features, composite, composite_offset, type);
}

Status append_definition(ByteReader& reader, uint8_t code, uint64_t offset, Module& module) {
  if (module.types.size() == limits::types) {
    return Error{"too many types: at most " + std::to_string(limits::types), offset};
  }
  module.type_offsets.push_back(offset);
  return read_definition(reader, module.features, code, offset, module.types.emplace_back());
}

void close_group(std::vector<DefinedType>& types, size_t start) {
  for (size_t i = start; i < types.size(); ++i) {
    types[i].group_start = static_cast<uint32_t>(start);
    types[i].group_size = static_cast<uint32_t>(types.size() - start);
  }
}

Status read_group_members(ByteReader& reader, Module& module) {
  TRY_ASSIGN(const uint32_t count, reader.count(limits::types, "types in a recursion group"));
  for (uint32_t i = 0; i < count; ++i) {
    const uint64_t start = reader.offset();
    TRY_ASSIGN(const uint8_t code, reader.byte("type"));
    TRY(append_definition(reader, code, start, module));
  }
  return {};
}

}  // namespace

Status read_type_group(ByteReader& reader, Module& module) {
  const uint64_t start = reader.offset();
  const size_t first = module.types.size();
  TRY_ASSIGN(const uint8_t code, reader.byte("type"));
  if (code == group_code) {
    TRY(module.features.require(Feature::gc, start));
    TRY(read_group_members(reader, module));
  } else {
    TRY(append_definition(reader, code, start, module));
  }
  close_group(module.types, first);
  return {};
}

}  // namespace wasmc
