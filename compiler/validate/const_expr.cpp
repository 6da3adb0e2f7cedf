#include "compiler/validate/const_expr.h"

#include <algorithm>
#include <string>

#include "compiler/binary/decode_function.h"

namespace wasmc {

Status ConstExprValidator::validate(const ConstExpr& expression, ValueType type, size_t visible_globals) {
  // Only imported globals could be read before version 3. Of its features, that has come with garbage-collected types,
  // but needs none of them.
  const bool sees_all = module_.features.has(Feature::extended_const);
  visible_globals_ = sees_all ? visible_globals : std::min<size_t>(visible_globals, module_.imported_globals);
  BlockType result;
  result.form = BlockType::Form::value;
  result.value = type;
  typing_.begin(result);
  ByteReader reader(expression);
  return decode_instructions(reader, module_.features, *this);
}

bool ConstExprValidator::other(Opcode opcode) {
  return typing_.fail(std::string("constant expression required: found ") + text_of(opcode));
}

bool ConstExprValidator::check_arithmetic() {
  if (module_.features.has(Feature::extended_const)) return true;
  const Error refusal = module_.features.refusal(Feature::extended_const, typing_.offset());
  return typing_.fail("constant expression required: " + refusal.message);
}

bool ConstExprValidator::global_get(const GlobalIndex& global) {
  if (global.index >= visible_globals_) return typing_.fail("unknown global " + std::to_string(global.index));
  if (module_.globals[global.index].type.is_mutable) {
    return typing_.fail("constant expression required: global " + std::to_string(global.index) + " is mutable");
  }
  return typing_.global_get(global);
}

}  // namespace wasmc
