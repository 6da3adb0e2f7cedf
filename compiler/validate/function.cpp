#include "compiler/validate/function.h"

#include <algorithm>
#include <string>

#include "compiler/binary/decode_function.h"
#include "compiler/validate/types.h"

namespace wasmc {

Status validate_function(const Module& module, uint32_t function) {
  return FunctionValidator(module).validate(function);
}

Status FunctionValidator::validate(uint32_t function) {
  const Function& definition = module_.functions[function];
  ByteReader reader(definition.body);
  BlockType type;
  type.form = BlockType::Form::type_index;
  type.type_index = definition.type_index;
  begin(type);
  TRY(set_locals(definition, reader));
  TRY(decode_instructions(reader, module_.features, *this));
  if (!reader.at_end()) {
    return Error{"section size mismatch: instructions after the end of the function", reader.offset()};
  }
  return {};
}

void FunctionValidator::begin(const BlockType& type) {
  start(type);
  locals_.clear();
  initialised_.start_function();
}

Status FunctionValidator::set_locals(const Function& function, ByteReader& body) {
  const std::vector<ValueType>& params = module_.types[function.type_index].function.params;
  const uint64_t start = body.offset();
  TRY_ASSIGN(const std::vector<LocalRun> runs, decode_locals(body, module_.features, params.size()));
  for (const ValueType param : params) {
    if (!param.is_defaultable()) initialised_.insert(static_cast<uint32_t>(locals_.size()));
    locals_.append(1, param);
  }
  frames_.front().initialised = static_cast<uint32_t>(initialised_.size());
  for (const LocalRun& run : runs) {
    TRY(validate_value_type(module_, run.type, start));
    locals_.append(run.count, run.type);
  }
  return {};
}

bool FunctionValidator::check_value_type(ValueType type) {
  if (!type.is_reference()) return true;
  const auto heap = static_cast<int64_t>(type.heap_type());
  return heap < static_cast<int64_t>(module_.types.size()) || unknown("type", static_cast<uint32_t>(heap));
}

const DefinedType* FunctionValidator::find_type(uint32_t index, CompositeKind kind) {
  if (index >= module_.types.size()) {
    unknown("type", index);
    return nullptr;
  }
  const DefinedType& type = module_.types[index];
  if (type.kind == kind) return &type;
  fail(std::string("type mismatch: type ") + std::to_string(index) + " is no " + to_string(kind));
  return nullptr;
}

const FunctionType* FunctionValidator::find_function_type(uint32_t index) {
  const DefinedType* type = find_type(index, CompositeKind::function);
  return type == nullptr ? nullptr : &type->function;
}

bool FunctionValidator::check(uint32_t, const Shuffle& shuffle) {
  constexpr uint32_t lanes_of_both_operands = 32;
  return std::all_of(shuffle.lanes.begin(), shuffle.lanes.end(),
                     [&](uint8_t lane) { return check_lane(lane, lanes_of_both_operands); });
}

}  // namespace wasmc
