// Control and parametric instructions (sections 3.4.2 and 3.4.1).
#include <string>

#include "compiler/validate/function.h"
#include "compiler/validate/subtype.h"

namespace wasmc {

bool FunctionValidator::check_block_type(const BlockType& type) {
  switch (type.form) {
    case BlockType::Form::value: return check_value_type(type.value);
    case BlockType::Form::type_index: return find_function_type(type.type_index) != nullptr;
    default: return true;
  }
}

bool FunctionValidator::open_block(Opcode opcode, const BlockType& type) {
  return pop(params_of(type)) && push_frame(opcode, type, initialised_.size());
}

bool FunctionValidator::block(const BlockType& type) {
  return check_block_type(type) && open_block(Opcode::block, type);
}

bool FunctionValidator::loop(const BlockType& type) { return check_block_type(type) && open_block(Opcode::loop, type); }

bool FunctionValidator::if_(const BlockType& type) {
  return check_block_type(type) && pop(ValueType::i32()) && open_block(Opcode::if_, type);
}

bool FunctionValidator::else_() {
  if (frames_.back().opcode != Opcode::if_) return fail("END opcode expected: else without if");
  if (!check_block_end()) return false;
  Frame& frame = frames_.back();
  frame.opcode = Opcode::else_;
  frame.unreachable = false;
  forget_locals();
  return push(params_of(frame.type));
}

bool FunctionValidator::end() {
  if (!check_block_end()) return false;
  // Without else, what comes in goes out.
  if (frames_.back().opcode == Opcode::if_) {
    frames_.back().unreachable = false;
    if (!push(params_of(frames_.back().type)) || !check_block_end()) return false;
  }
  forget_locals();
  return pop_frame();
}

bool FunctionValidator::br(const Label& label) {
  return check_label(label.depth) && pop(label_types(frame_of(label.depth))) && become_unreachable();
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
  if (frame.last_branch_table == offset()) return true;
  frame.last_branch_table = offset();
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
  return check_branch_target(table.default_target, arity) && become_unreachable();
}

bool FunctionValidator::br_on_null(const Label& label) {
  ValueType reference;
  if (!check_label(label.depth) || !pop_reference(reference)) return false;
  const std::span<const ValueType> types = label_types(frame_of(label.depth));
  return apply(types, types) && push(ValueType::reference(reference.heap_type(), false));
}

bool FunctionValidator::find_reference_label(uint32_t depth, ValueType& reference, std::span<const ValueType>& others) {
  if (!check_label(depth)) return false;
  const std::span<const ValueType> types = label_types(frame_of(depth));
  if (types.empty() || !types.back().is_reference()) {
    return fail("type mismatch: label " + std::to_string(depth) + " takes no reference");
  }
  reference = types.back();
  others = types.first(types.size() - 1);
  return true;
}

bool FunctionValidator::br_on_non_null(const Label& label) {
  ValueType reference;
  std::span<const ValueType> others;
  return find_reference_label(label.depth, reference, others) &&
         pop(ValueType::reference(reference.heap_type(), true)) && apply(others, others);
}

bool FunctionValidator::check_cast(const CastBranch& branch) {
  if (!check_value_type(branch.from) || !check_value_type(branch.to)) return false;
  if (is_subtype(module_, branch.to, branch.from)) return true;
  return fail("type mismatch: " + to_string(branch.to) + " is no subtype of " + to_string(branch.from));
}

// The label takes the reference as one type; what follows gets it as another.
bool FunctionValidator::branch_on_cast(const CastBranch& branch, ValueType taken, ValueType not_taken) {
  ValueType reference;
  std::span<const ValueType> others;
  if (!find_reference_label(branch.label, reference, others)) return false;
  if (!is_subtype(module_, taken, reference)) {
    return fail("type mismatch: label " + std::to_string(branch.label) + " takes " + to_string(reference) + ", not " +
                to_string(taken));
  }
  return pop(branch.from) && apply(others, others) && push(not_taken);
}

namespace {

// What is known of a reference of the first type that is none of the second: if null is one of those, it is not null.
ValueType difference(ValueType type, ValueType excluded) {
  return excluded.is_nullable() ? ValueType::reference(type.heap_type(), false) : type;
}

}  // namespace

bool FunctionValidator::br_on_cast(const CastBranch& branch) {
  return check_cast(branch) && branch_on_cast(branch, branch.to, difference(branch.from, branch.to));
}

bool FunctionValidator::br_on_cast_fail(const CastBranch& branch) {
  return check_cast(branch) && branch_on_cast(branch, difference(branch.from, branch.to), branch.to);
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
  return check_value_type(type) && pop(ValueType::i32()) && pop(type) && pop(type) && push(type);
}

}  // namespace wasmc
