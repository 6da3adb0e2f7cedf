// Calls, tail calls and return (section 3.4.2).
#include <string>

#include "compiler/validate/function.h"
#include "compiler/validate/subtype.h"

namespace wasmc {

bool FunctionValidator::return_() { return pop(results_of(frames_.front().type)) && become_unreachable(); }

bool FunctionValidator::call(const FunctionIndex& function) {
  if (function.index >= module_.functions.size()) return unknown("function", function.index);
  const FunctionType& type = module_.function_type(function.index);
  return apply(type.params, type.results);
}

bool FunctionValidator::check_callee_table(const CallIndirect& call) {
  if (!check_table(call.table)) return false;
  const ValueType element = module_.tables[call.table].type.element;
  if (is_subtype(module_, element, ValueType::funcref())) return true;
  return fail("type mismatch: instruction requires a table of functions, table " + std::to_string(call.table) +
              " is of " + to_string(element));
}

bool FunctionValidator::call_indirect(const CallIndirect& call) {
  if (!check_callee_table(call)) return false;
  const FunctionType* type = find_function_type(call.type_index);
  return type != nullptr && pop(address_of_table(call.table)) && apply(type->params, type->results);
}

bool FunctionValidator::call_ref(const TypeIndex& type) {
  const FunctionType* callee = find_function_type(type.index);
  return callee != nullptr && pop(reference_to(type.index, true)) && apply(callee->params, callee->results);
}

// What the callee returns is what the caller returns.
bool FunctionValidator::apply_tail_call(const FunctionType& callee) {
  if (!are_subtypes(module_, callee.results, results_of(frames_.front().type))) {
    return fail("type mismatch: the function does not return what it tail-calls returns");
  }
  return pop(callee.params) && become_unreachable();
}

bool FunctionValidator::return_call(const FunctionIndex& function) {
  if (function.index >= module_.functions.size()) return unknown("function", function.index);
  return apply_tail_call(module_.function_type(function.index));
}

bool FunctionValidator::return_call_indirect(const CallIndirect& call) {
  if (!check_callee_table(call)) return false;
  const FunctionType* type = find_function_type(call.type_index);
  return type != nullptr && pop(address_of_table(call.table)) && apply_tail_call(*type);
}

bool FunctionValidator::return_call_ref(const TypeIndex& type) {
  const FunctionType* callee = find_function_type(type.index);
  return callee != nullptr && pop(reference_to(type.index, true)) && apply_tail_call(*callee);
}

}  // namespace wasmc
