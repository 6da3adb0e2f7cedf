// Instructions on arrays (section 3.4.11).
#include <string>

#include "compiler/module/limits.h"
#include "compiler/validate/function.h"
#include "compiler/validate/subtype.h"

namespace wasmc {

const FieldType* FunctionValidator::find_element(uint32_t array) {
  const DefinedType* type = find_type(array, CompositeKind::array);
  return type == nullptr ? nullptr : &type->fields.front();
}

const FieldType* FunctionValidator::find_mutable_element(uint32_t array) {
  const FieldType* element = find_element(array);
  if (element == nullptr || element->is_mutable) return element;
  fail("immutable array " + std::to_string(array));
  return nullptr;
}

// Bytes of a data segment are numbers or vectors.
bool FunctionValidator::check_data_element(const FieldType& element) {
  return !element.storage.is_reference() || fail("array type is not numeric or vector");
}

bool FunctionValidator::check_element_segment_type(const FieldType& element, uint32_t segment) {
  if (!check_element_segment(segment)) return false;
  const ValueType type = module_.elements[segment].type;
  if (is_subtype(module_, type, element.storage)) return true;
  return fail("type mismatch: a segment of " + to_string(type) + " for an array of " + to_string(element.storage));
}

bool FunctionValidator::array_new(const TypeIndex& type) {
  const FieldType* element = find_element(type.index);
  return element != nullptr && pop(ValueType::i32()) && pop(unpacked(element->storage)) &&
         push(reference_to(type.index, false));
}

bool FunctionValidator::array_new_default(const TypeIndex& type) {
  const FieldType* element = find_element(type.index);
  if (element == nullptr) return false;
  if (!element->storage.is_defaultable()) return fail("type mismatch: array type is not defaultable");
  return pop(ValueType::i32()) && push(reference_to(type.index, false));
}

bool FunctionValidator::array_new_fixed(const ArrayFixed& array) {
  const FieldType* element = find_element(array.type_index);
  if (element == nullptr) return false;
  if (array.count > limits::array_new_fixed_operands) {
    return fail("too many operands: " + std::to_string(array.count) + ", at most " +
                std::to_string(limits::array_new_fixed_operands));
  }
  for (uint32_t i = 0; i < array.count; ++i) {
    if (!pop(unpacked(element->storage))) return false;
  }
  return push(reference_to(array.type_index, false));
}

bool FunctionValidator::array_new_data(const ArrayData& array) {
  const FieldType* element = find_element(array.type_index);
  return element != nullptr && check_data_element(*element) && check_data_segment(array.segment) &&
         pop(ValueType::i32()) && pop(ValueType::i32()) && push(reference_to(array.type_index, false));
}

bool FunctionValidator::array_new_elem(const ArrayElement& array) {
  const FieldType* element = find_element(array.type_index);
  return element != nullptr && check_element_segment_type(*element, array.segment) && pop(ValueType::i32()) &&
         pop(ValueType::i32()) && push(reference_to(array.type_index, false));
}

bool FunctionValidator::read_element(const TypeIndex& type, Packing packing) {
  const FieldType* element = find_element(type.index);
  return element != nullptr && check_packing(*element, packing) && pop(ValueType::i32()) &&
         pop(reference_to(type.index, true)) && push(unpacked(element->storage));
}

bool FunctionValidator::array_get(const TypeIndex& type) { return read_element(type, Packing::unpacked); }

bool FunctionValidator::array_get_s(const TypeIndex& type) { return read_element(type, Packing::packed); }

bool FunctionValidator::array_get_u(const TypeIndex& type) { return read_element(type, Packing::packed); }

bool FunctionValidator::array_set(const TypeIndex& type) {
  const FieldType* element = find_mutable_element(type.index);
  return element != nullptr && pop(unpacked(element->storage)) && pop(ValueType::i32()) &&
         pop(reference_to(type.index, true));
}

bool FunctionValidator::array_len() {
  return pop(ValueType::reference(HeapType::array, true)) && push(ValueType::i32());
}

bool FunctionValidator::array_fill(const TypeIndex& type) {
  const FieldType* element = find_mutable_element(type.index);
  return element != nullptr && pop(ValueType::i32()) && pop(unpacked(element->storage)) && pop(ValueType::i32()) &&
         pop(reference_to(type.index, true));
}

bool FunctionValidator::array_copy(const ArrayCopy& copy) {
  const FieldType* destination = find_mutable_element(copy.destination_type);
  const FieldType* source = destination == nullptr ? nullptr : find_element(copy.source_type);
  if (source == nullptr) return false;
  if (!is_subtype(module_, source->storage, destination->storage)) return fail("array types do not match");
  return pop(ValueType::i32()) && pop(ValueType::i32()) && pop(reference_to(copy.source_type, true)) &&
         pop(ValueType::i32()) && pop(reference_to(copy.destination_type, true));
}

// [array index offset length] -> []
bool FunctionValidator::apply_array_init(uint32_t array) {
  return pop(ValueType::i32()) && pop(ValueType::i32()) && pop(ValueType::i32()) && pop(reference_to(array, true));
}

bool FunctionValidator::array_init_data(const ArrayData& array) {
  const FieldType* element = find_mutable_element(array.type_index);
  return element != nullptr && check_data_element(*element) && check_data_segment(array.segment) &&
         apply_array_init(array.type_index);
}

bool FunctionValidator::array_init_elem(const ArrayElement& array) {
  const FieldType* element = find_mutable_element(array.type_index);
  return element != nullptr && check_element_segment_type(*element, array.segment) &&
         apply_array_init(array.type_index);
}

}  // namespace wasmc
