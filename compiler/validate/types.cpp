#include "compiler/validate/types.h"

#include <string>
#include <vector>

#include "compiler/module/limits.h"
#include "compiler/validate/subtype.h"

namespace wasmc {
namespace {

// The types below that index can be referred to.
Status check_reference(ValueType type, size_t known_types, uint64_t offset) {
  if (!type.is_reference() || !is_defined(type.heap_type())) return {};
  const auto index = static_cast<uint32_t>(type.heap_type());
  if (index < known_types) return {};
  return Error{"unknown type " + std::to_string(index), offset};
}

Status check_references(const DefinedType& type, uint64_t offset) {
  const size_t known = size_t{type.group_start} + type.group_size;
  for (const ValueType param : type.function.params) TRY(check_reference(param, known, offset));
  for (const ValueType result : type.function.results) TRY(check_reference(result, known, offset));
  for (const FieldType& field : type.fields) TRY(check_reference(field.storage, known, offset));
  return {};
}

class TypeValidator {
 public:
  explicit TypeValidator(const Module& module) : module_(module), depths_(module.types.size()) {}

  // Types that refer to one another have to exist before they can be compared.
  Status validate_group(uint32_t start) {
    const uint32_t end = start + module_.types[start].group_size;
    for (uint32_t i = start; i < end; ++i) TRY(check_references(module_.types[i], module_.type_offsets[i]));
    for (uint32_t i = start; i < end; ++i) TRY(check_supertype(i));
    return {};
  }

 private:
  Status check_supertype(uint32_t index) {
    const DefinedType& type = module_.types[index];
    if (!type.supertype) return {};
    const uint32_t super = *type.supertype;
    if (super >= index) return fail(index, "unknown type " + std::to_string(super));
    if (module_.types[super].is_final) return mismatch(index, super, ", which is final");
    if (!is_composite_subtype(module_, type, module_.types[super])) return mismatch(index, super, "");
    depths_[index] = static_cast<uint8_t>(depths_[super] + 1);
    if (depths_[index] <= limits::subtype_depth) return {};
    return fail(index, "sub type " + std::to_string(index) + " is too deep: at most " +
                           std::to_string(limits::subtype_depth) + " levels");
  }

  Error mismatch(uint32_t index, uint32_t super, const char* why) const {
    return fail(index,
                "sub type " + std::to_string(index) + " does not match super type " + std::to_string(super) + why);
  }

  Error fail(uint32_t index, std::string message) const { return {std::move(message), module_.type_offsets[index]}; }

  const Module& module_;
  std::vector<uint8_t> depths_;
};

}  // namespace

Status validate_types(const Module& module) {
  TypeValidator validator(module);
  for (uint32_t start = 0; start < module.types.size(); start += module.types[start].group_size) {
    TRY(validator.validate_group(start));
  }
  return {};
}

Status validate_value_type(const Module& module, ValueType type, uint64_t offset) {
  return check_reference(type, module.types.size(), offset);
}

}  // namespace wasmc
