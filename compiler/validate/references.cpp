// Instructions on references that need no structure or array (sections 3.4.8 and 3.4.9).
#include "compiler/validate/function.h"
#include "compiler/validate/subtype.h"

namespace wasmc {

bool FunctionValidator::ref_null(const ReferenceType& reference) {
  return check_value_type(reference.type) && push(reference.type);
}

bool FunctionValidator::ref_is_null() {
  ValueType reference;
  return pop_reference(reference) && push(ValueType::i32());
}

bool FunctionValidator::ref_func(const FunctionIndex& function) {
  if (function.index >= module_.functions.size()) return unknown("function", function.index);
  const Function& definition = module_.functions[function.index];
  if (!definition.escapes) return fail("undeclared function reference");
  return push(reference_to(definition.type_index, false));
}

bool FunctionValidator::ref_as_non_null() {
  ValueType reference;
  return pop_reference(reference) && push(ValueType::reference(reference.heap_type(), false));
}

bool FunctionValidator::ref_eq() {
  const ValueType eqref = ValueType::reference(HeapType::eq, true);
  return pop(eqref) && pop(eqref) && push(ValueType::i32());
}

// The operand of a cast: any reference that has a supertype in common with the target.
bool FunctionValidator::pop_relative(ValueType target) {
  return check_value_type(target) && pop(ValueType::reference(top_of(module_, target.heap_type()), true));
}

bool FunctionValidator::apply_test(ValueType target) { return pop_relative(target) && push(ValueType::i32()); }

bool FunctionValidator::apply_cast(ValueType target) { return pop_relative(target) && push(target); }

bool FunctionValidator::ref_test(const ReferenceType& target) { return apply_test(target.type); }

bool FunctionValidator::ref_test_null(const ReferenceType& target) { return apply_test(target.type); }

bool FunctionValidator::ref_cast(const ReferenceType& target) {
  return apply_cast(ValueType::reference(target.type.heap_type(), false));
}

bool FunctionValidator::ref_cast_null(const ReferenceType& target) { return apply_cast(target.type); }

// Null stays null.
bool FunctionValidator::convert(HeapType from, HeapType to) {
  ValueType reference;
  if (!pop_reference(reference)) return false;
  const ValueType required = ValueType::reference(from, true);
  if (!is_subtype(module_, reference, required)) {
    return fail("type mismatch: instruction requires [" + to_string(required) + "] but stack has [" +
                to_string(reference) + "]");
  }
  return push(ValueType::reference(to, reference.is_nullable()));
}

bool FunctionValidator::any_convert_extern() { return convert(HeapType::extern_, HeapType::any); }

bool FunctionValidator::extern_convert_any() { return convert(HeapType::any, HeapType::extern_); }

bool FunctionValidator::ref_i31() { return pop(ValueType::i32()) && push(ValueType::reference(HeapType::i31, false)); }

bool FunctionValidator::i31_get_s() { return pop(ValueType::reference(HeapType::i31, true)) && push(ValueType::i32()); }

bool FunctionValidator::i31_get_u() { return i31_get_s(); }

}  // namespace wasmc
