// Instructions on locals and globals (section 3.4.5).
#include <string>

#include "compiler/validate/function.h"

namespace wasmc {

bool FunctionValidator::check_initialised(uint32_t local) {
  return initialised_.contains(local) || fail("uninitialized local " + std::to_string(local));
}

bool FunctionValidator::global_get(const GlobalIndex& global) {
  if (global.index >= module_.globals.size()) return unknown("global", global.index);
  return push(module_.globals[global.index].type.value);
}

bool FunctionValidator::global_set(const GlobalIndex& global) {
  if (global.index >= module_.globals.size()) return unknown("global", global.index);
  const GlobalType& type = module_.globals[global.index].type;
  if (!type.is_mutable) return fail("immutable global " + std::to_string(global.index));
  return pop(type.value);
}

}  // namespace wasmc
