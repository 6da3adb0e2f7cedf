// Control and parametric instructions (sections 3.4.2 and 3.4.1).
#include "compiler/validate/function.h"
#include "compiler/validate/subtype.h"

namespace wasmc {

std::span<const ValueType> FunctionValidator::params_of(const BlockType& type) const {
  if (type.form != BlockType::Form::type_index) return {};
  return module_.types[type.type_index].function.params;
}

// Of a type of the form `value`, the result lies in the type itself.
std::span<const ValueType> FunctionValidator::results_of(const BlockType& type) const {
  switch (type.form) {
    case BlockType::Form::value: return {&type.value, 1};
    case BlockType::Form::type_index: return module_.types[type.type_index].function.results;
    default: return {};
  }
}

bool FunctionValidator::check_block_type(const BlockType& type) {
  if (type.form != BlockType::Form::type_index || type.type_index < module_.types.size()) return true;
  return unknown("type", type.type_index);
}

bool FunctionValidator::push_frame(Opcode opcode, const BlockType& type) {
  Frame frame;
  frame.opcode = opcode;
  frame.type = type;
  frame.height = operands_.size();
  frames_.push_back(frame);
  floor_ = frame.height;
  return push(params_of(type));
}

bool FunctionValidator::unreachable() {
  become_unreachable();
  return true;
}

bool FunctionValidator::block(const BlockType& type) {
  return check_block_type(type) && pop(params_of(type)) && push_frame(Opcode::block, type);
}

bool FunctionValidator::loop(const BlockType& type) {
  return check_block_type(type) && pop(params_of(type)) && push_frame(Opcode::loop, type);
}

bool FunctionValidator::if_(const BlockType& type) {
  return check_block_type(type) && pop(ValueType::i32()) && pop(params_of(type)) && push_frame(Opcode::if_, type);
}

// The operands have to be the block's results, and nothing below them.
bool FunctionValidator::check_block_end(const Frame& frame) {
  if (!pop(results_of(frame.type))) return false;
  if (operands_.size() == frame.height) return true;
  return fail("type mismatch: " + std::to_string(operands_.size() - frame.height) +
              " values remain on the stack at the end of the block");
}

bool FunctionValidator::else_() {
  Frame& frame = frames_.back();
  if (frame.opcode != Opcode::if_) return fail("END opcode expected: else without if");
  if (!check_block_end(frame)) return false;
  frame.opcode = Opcode::else_;
  frame.unreachable = false;
  return push(params_of(frame.type));
}

bool FunctionValidator::end() {
  const Frame frame = frames_.back();
  if (!check_block_end(frame)) return false;
  // Without else, what comes in goes out.
  if (frame.opcode == Opcode::if_) {
    frames_.back().unreachable = false;
    if (!push(params_of(frame.type)) || !check_block_end(frame)) return false;
  }
  frames_.pop_back();
  floor_ = frames_.empty() ? 0 : frames_.back().height;
  return push(results_of(frame.type));
}

bool FunctionValidator::check_label(uint32_t depth) { return depth < frames_.size() || unknown("label", depth); }

bool FunctionValidator::br(const Label& label) {
  if (!check_label(label.depth) || !pop(label_types(frame_of(label.depth)))) return false;
  become_unreachable();
  return true;
}

bool FunctionValidator::br_if(const Label& label) {
  if (!check_label(label.depth) || !pop(ValueType::i32())) return false;
  const std::span<const ValueType> types = label_types(frame_of(label.depth));
  return apply(types, types);
}

// A label is looked at once for each br_table, however often that names it.
bool FunctionValidator::check_branch_target(uint32_t depth, size_t arity) {
  if (!check_label(depth)) return false;
  Frame& frame = frame_of(depth);
  if (frame.last_branch_table == offset_) return true;
  frame.last_branch_table = offset_;
  const std::span<const ValueType> types = label_types(frame);
  if (types.size() != arity) {
    return fail("type mismatch: label " + std::to_string(depth) + " takes " + std::to_string(types.size()) +
                " values, the default label " + std::to_string(arity));
  }
  return require(types);
}

bool FunctionValidator::br_table(const BranchTable& table) {
  if (!pop(ValueType::i32()) || !check_label(table.default_target)) return false;
  const size_t arity = label_types(frame_of(table.default_target)).size();
  for (const uint32_t target : table.targets) {
    if (!check_branch_target(target, arity)) return false;
  }
  if (!check_branch_target(table.default_target, arity)) return false;
  become_unreachable();
  return true;
}

bool FunctionValidator::return_() {
  if (!pop(results_of(frames_.front().type))) return false;
  become_unreachable();
  return true;
}

bool FunctionValidator::call(const FunctionIndex& function) {
  if (function.index >= module_.functions.size()) return unknown("function", function.index);
  const FunctionType& type = module_.function_type(function.index);
  return apply(type.params, type.results);
}

bool FunctionValidator::call_indirect(const CallIndirect& call) {
  if (!check_table(call.table)) return false;
  if (!is_subtype(module_, module_.tables[call.table].type.element, ValueType::funcref())) {
    return fail("type mismatch: call_indirect requires a table of funcref, table " + std::to_string(call.table) +
                " is of " + to_string(module_.tables[call.table].type.element));
  }
  if (call.type_index >= module_.types.size()) return unknown("type", call.type_index);
  const FunctionType& type = module_.types[call.type_index].function;
  return pop(address_of_table(call.table)) && apply(type.params, type.results);
}

bool FunctionValidator::drop() {
  ValueType dropped;
  return pop_any(dropped);
}

bool FunctionValidator::select() {
  ValueType first;
  ValueType second;
  if (!pop(ValueType::i32()) || !pop_any(second) || !pop_any(first)) return false;
  if (first.is_reference() || second.is_reference()) {
    return fail("type mismatch: select without a type requires numbers or vectors");
  }
  if (first.is_bottom()) return push(second);
  if (!is_subtype(module_, second, first)) {
    return fail("type mismatch: select of " + to_string(first) + " and " + to_string(second));
  }
  return push(first);
}

bool FunctionValidator::select_t(const SelectTypes& select) {
  if (select.types.size() != 1) return fail("invalid result arity: select of " + std::to_string(select.types.size()));
  const ValueType type = select.types.front();
  return pop(ValueType::i32()) && pop(type) && pop(type) && push(type);
}

}  // namespace wasmc
