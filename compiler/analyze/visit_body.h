// Looks at the instructions of functions whose module has been validated. Usable from any thread.
#pragma once

#include <cassert>

#include "compiler/binary/decode_function.h"
#include "compiler/module/module.h"
#include "compiler/module/visitor.h"

namespace wasmc {

// Of a function that is not imported. False if the visitor has stopped before the end.
template <class Visitor>
bool visit_body(const Module& module, const Function& function, Visitor& visitor) {
  ByteReader reader(function.body.bytes, function.body.offset);
  const auto locals = decode_locals(reader, module.features, module.types[function.type_index].function.params.size());
  assert(locals.has_value() && "the body has been validated");
  (void)locals;
  return decode_instructions(reader, module.features, visitor).has_value();
}

}  // namespace wasmc
