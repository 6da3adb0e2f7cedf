#include "compiler/validate/function.h"

#include <algorithm>

#include "compiler/binary/decode_function.h"
#include "compiler/module/limits.h"
#include "compiler/validate/subtype.h"

namespace wasmc {
namespace {

// The stack may be very long: a message shows no more than the types that an instruction could have asked for.
std::string type_list(std::span<const ValueType> types) {
  std::string text = "[";
  for (const ValueType type : types) {
    if (text.size() > 1) text += ' ';
    text += type.is_bottom() ? "bot" : to_string(type);
  }
  return text + "]";
}

}  // namespace

Status validate_function(const Module& module, uint32_t function) {
  return FunctionValidator(module).validate(function);
}

Status FunctionValidator::validate(uint32_t function) {
  const Function& definition = module_.functions[function];
  ByteReader reader(definition.body);
  TRY(set_locals(definition, reader));
  BlockType type;
  type.form = BlockType::Form::type_index;
  type.type_index = definition.type_index;
  begin(type);
  TRY(decode_instructions(reader, module_.features, *this));
  if (!reader.at_end()) {
    return Error{"section size mismatch: instructions after the end of the function", reader.offset()};
  }
  return {};
}

Status FunctionValidator::set_locals(const Function& function, ByteReader& body) {
  const std::vector<ValueType>& params = module_.types[function.type_index].function.params;
  TRY_ASSIGN(const std::vector<LocalRun> runs, decode_locals(body, module_.features, params.size()));
  locals_.clear();
  for (const ValueType param : params) locals_.append(1, param);
  for (const LocalRun& run : runs) locals_.append(run.count, run.type);
  return {};
}

void FunctionValidator::begin(const BlockType& type) {
  operands_.clear();
  frames_.clear();
  floor_ = 0;
  frames_.emplace_back().type = type;
}

bool FunctionValidator::fail(std::string message) {
  error_ = {std::move(message), offset_};
  return false;
}

bool FunctionValidator::unknown(const char* what, uint32_t index) {
  return fail(std::string("unknown ") + what + " " + std::to_string(index));
}

bool FunctionValidator::mismatch(std::span<const ValueType> required) {
  const size_t shown = std::min(required.size(), operands_.size() - floor_);
  return fail("type mismatch: instruction requires " + type_list(required) + " but stack has " +
              type_list(std::span(operands_).last(shown)));
}

bool FunctionValidator::require(std::span<const ValueType> types) {
  const size_t available = std::min(operands_.size() - floor_, types.size());
  if (available < types.size() && !frames_.back().unreachable) return mismatch(types);
  const std::span<const ValueType> found = std::span(operands_).last(available);
  const std::span<const ValueType> required = types.last(available);
  for (size_t i = 0; i < available; ++i) {
    if (!is_subtype(module_, found[i], required[i])) return mismatch(types);
  }
  return true;
}

bool FunctionValidator::pop(std::span<const ValueType> types) {
  if (!require(types)) return false;
  operands_.resize(operands_.size() - std::min(operands_.size() - floor_, types.size()));
  return true;
}

bool FunctionValidator::pop_any(ValueType& type) {
  if (operands_.size() > floor_) {
    type = operands_.back();
    operands_.pop_back();
    return true;
  }
  type = ValueType::bottom();
  return frames_.back().unreachable || fail("type mismatch: instruction requires a value but stack has []");
}

bool FunctionValidator::push(std::span<const ValueType> types) {
  if (operands_.size() + types.size() > limits::operand_stack) {
    return fail("too many operands: more than " + std::to_string(limits::operand_stack) + " on the stack");
  }
  operands_.insert(operands_.end(), types.begin(), types.end());
  return true;
}

void FunctionValidator::become_unreachable() {
  operands_.resize(floor_);
  frames_.back().unreachable = true;
}

bool FunctionValidator::check(uint32_t, const Shuffle& shuffle) {
  constexpr uint32_t lanes_of_both_operands = 32;
  return std::all_of(shuffle.lanes.begin(), shuffle.lanes.end(),
                     [&](uint8_t lane) { return check_lane(lane, lanes_of_both_operands); });
}

}  // namespace wasmc
