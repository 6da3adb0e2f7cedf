#include "compiler/validate/type_stack.h"

#include <algorithm>

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

bool TypeStack::fail(std::string message) {
  error_ = {std::move(message), offset_};
  return false;
}

void TypeStack::start(const BlockType& type) {
  operands_.clear();
  frames_.clear();
  floor_ = 0;
  frames_.emplace_back().type = type;
}

bool TypeStack::unknown(const char* what, uint32_t index) {
  return fail(std::string("unknown ") + what + " " + std::to_string(index));
}

bool TypeStack::mismatch(std::span<const ValueType> required) {
  const size_t shown = std::min(required.size(), operands_.size() - floor_);
  return fail("type mismatch: instruction requires " + type_list(required) + " but stack has " +
              type_list(std::span(operands_).last(shown)));
}

bool TypeStack::require(std::span<const ValueType> types) {
  const size_t available = std::min(operands_.size() - floor_, types.size());
  if (available < types.size() && !frames_.back().unreachable) return mismatch(types);
  const std::span<const ValueType> found = std::span(operands_).last(available);
  const std::span<const ValueType> required = types.last(available);
  for (size_t i = 0; i < available; ++i) {
    if (!is_subtype(module_, found[i], required[i])) return mismatch(types);
  }
  return true;
}

bool TypeStack::pop_all(std::span<const ValueType> types) {
  if (!require(types)) return false;
  shrink_operands(operands_.size() - std::min(operands_.size() - floor_, types.size()));
  return true;
}

bool TypeStack::pop_any(ValueType& type) {
  if (operands_.size() > floor_) {
    type = operands_.back();
    operands_.pop_back();
    return true;
  }
  type = ValueType::bottom();
  return frames_.back().unreachable || fail("type mismatch: instruction requires a value but stack has []");
}

bool TypeStack::pop_reference(ValueType& type) {
  if (!pop_any(type)) return false;
  if (type.is_bottom()) type = ValueType::bottom_reference();
  if (type.is_reference()) return true;
  return fail("type mismatch: instruction requires a reference but stack has [" + to_string(type) + "]");
}

bool TypeStack::push_all(std::span<const ValueType> types) {
  if (operands_.size() + types.size() > limits::operand_stack) {
    return fail("too many operands: more than " + std::to_string(limits::operand_stack) + " on the stack");
  }
  operands_.insert(operands_.end(), types.begin(), types.end());
  return true;
}

bool TypeStack::apply_unusual(InstructionType type, ValueType first) {
  type.params[0] = first;
  return apply(std::span(type.params, type.param_count), std::span(type.results, type.result_count));
}

bool TypeStack::become_unreachable() {
  shrink_operands(floor_);
  frames_.back().unreachable = true;
  return true;
}

std::span<const ValueType> TypeStack::params_of(const BlockType& type) const {
  if (type.form != BlockType::Form::type_index) return {};
  return module_.types[type.type_index].function.params;
}

// Of a type of the form `value`, the result lies in the type itself.
std::span<const ValueType> TypeStack::results_of(const BlockType& type) const {
  switch (type.form) {
    case BlockType::Form::value: return {&type.value, 1};
    case BlockType::Form::type_index: return module_.types[type.type_index].function.results;
    default: return {};
  }
}

bool TypeStack::push_frame(Opcode opcode, const BlockType& type, size_t initialised) {
  Frame frame;
  frame.opcode = opcode;
  frame.type = type;
  frame.initialised = static_cast<uint32_t>(initialised);
  frame.height = operands_.size();
  frames_.push_back(frame);
  floor_ = frame.height;
  return push(params_of(type));
}

bool TypeStack::check_block_end() {
  const Frame& frame = frames_.back();
  if (!pop(results_of(frame.type))) return false;
  if (operands_.size() == frame.height) return true;
  return fail("type mismatch: " + std::to_string(operands_.size() - frame.height) +
              " values remain on the stack at the end of the block");
}

bool TypeStack::pop_frame() {
  const BlockType type = frames_.back().type;
  frames_.pop_back();
  floor_ = frames_.empty() ? 0 : frames_.back().height;
  return push(results_of(type));
}

}  // namespace wasmc
