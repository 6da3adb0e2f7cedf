// Instructions on structures (section 3.4.10), and what arrays share with them.
#include <string>

#include "compiler/validate/function.h"
#include "compiler/validate/subtype.h"

namespace wasmc {

// Fields are popped one by one: their unpacked types are nowhere in a row.
bool FunctionValidator::struct_new(const TypeIndex& type) {
  const DefinedType* structure = find_type(type.index, CompositeKind::structure);
  if (structure == nullptr) return false;
  for (size_t i = structure->fields.size(); i-- > 0;) {
    if (!pop(unpacked(structure->fields[i].storage))) return false;
  }
  return push(reference_to(type.index, false));
}

bool FunctionValidator::struct_new_default(const TypeIndex& type) {
  const DefinedType* structure = find_type(type.index, CompositeKind::structure);
  if (structure == nullptr) return false;
  for (const FieldType& field : structure->fields) {
    if (!field.storage.is_defaultable()) return fail("type mismatch: field type is not defaultable");
  }
  return push(reference_to(type.index, false));
}

const FieldType* FunctionValidator::find_field(const StructField& access) {
  const DefinedType* structure = find_type(access.type_index, CompositeKind::structure);
  if (structure == nullptr) return nullptr;
  if (access.field < structure->fields.size()) return &structure->fields[access.field];
  unknown("field", access.field);
  return nullptr;
}

// Packed fields are read with the sign or without, others as they are.
bool FunctionValidator::check_packing(const FieldType& field, Packing packing) {
  if (field.storage.is_packed() == (packing == Packing::packed)) return true;
  return fail(std::string("type mismatch: field is ") + (field.storage.is_packed() ? "packed" : "unpacked"));
}

bool FunctionValidator::read_field(const StructField& access, Packing packing) {
  const FieldType* field = find_field(access);
  return field != nullptr && check_packing(*field, packing) && pop(reference_to(access.type_index, true)) &&
         push(unpacked(field->storage));
}

bool FunctionValidator::struct_get(const StructField& access) { return read_field(access, Packing::unpacked); }

bool FunctionValidator::struct_get_s(const StructField& access) { return read_field(access, Packing::packed); }

bool FunctionValidator::struct_get_u(const StructField& access) { return read_field(access, Packing::packed); }

bool FunctionValidator::struct_set(const StructField& access) {
  const FieldType* field = find_field(access);
  if (field == nullptr) return false;
  if (!field->is_mutable) return fail("immutable field " + std::to_string(access.field));
  return pop(unpacked(field->storage)) && pop(reference_to(access.type_index, true));
}

}  // namespace wasmc
