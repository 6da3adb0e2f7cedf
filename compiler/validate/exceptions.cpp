// Exceptions (section 3.4.2), and the superseded instructions for them (the proposal "Exception handling", phase 3).
#include <span>
#include <string>

#include "compiler/validate/function.h"
#include "compiler/validate/subtype.h"

namespace wasmc {

const FunctionType* FunctionValidator::find_tag_type(uint32_t tag) {
  if (tag < module_.tags.size()) return &module_.types[module_.tags[tag].type_index].function;
  unknown("tag", tag);
  return nullptr;
}

bool FunctionValidator::throw_(const TagIndex& tag) {
  const FunctionType* type = find_tag_type(tag.index);
  return type != nullptr && pop(type->params) && become_unreachable();
}

bool FunctionValidator::throw_ref() { return pop(ValueType::exnref()) && become_unreachable(); }

namespace {

bool catches_values(const CatchClause& clause) {
  return clause.kind == CatchClause::Kind::catch_ || clause.kind == CatchClause::Kind::catch_ref;
}

bool catches_exception(const CatchClause& clause) {
  return clause.kind == CatchClause::Kind::catch_ref || clause.kind == CatchClause::Kind::catch_all_ref;
}

}  // namespace

// The label has to take what the clause hands to it: the exception's values, the exception, or first those, then this.
bool FunctionValidator::check_catch(const CatchClause& clause) {
  std::span<const ValueType> values;
  if (catches_values(clause)) {
    const FunctionType* type = find_tag_type(clause.tag);
    if (type == nullptr) return false;
    values = type->params;
  }
  if (!check_label(clause.label)) return false;
  std::span<const ValueType> types = label_types(frame_of(clause.label));
  bool taken = true;
  if (catches_exception(clause)) {
    const ValueType exception = ValueType::reference(HeapType::exn, false);
    taken = !types.empty() && is_subtype(module_, exception, types.back());
    if (taken) types = types.first(types.size() - 1);
  }
  return (taken && are_subtypes(module_, values, types)) ||
         fail("type mismatch: label " + std::to_string(clause.label) + " does not take what is caught");
}

bool FunctionValidator::try_table(const TryTable& table) {
  if (!check_block_type(table.type) || !pop(params_of(table.type))) return false;
  for (const CatchClause& clause : table.clauses) {
    if (!check_catch(clause)) return false;
  }
  return push_frame(Opcode::try_table, table.type, initialised_.size());
}

bool FunctionValidator::try_(const BlockType& type) { return check_block_type(type) && open_block(Opcode::try_, type); }

// Ends the body of a try or the handler before this one.
bool FunctionValidator::start_handler(Opcode opcode) {
  const Opcode before = frames_.back().opcode;
  if (before != Opcode::try_ && before != Opcode::catch_) return fail("END opcode expected: catch without try");
  if (!check_block_end()) return false;
  frames_.back().opcode = opcode;
  frames_.back().unreachable = false;
  forget_locals();
  return true;
}

bool FunctionValidator::catch_(const TagIndex& tag) {
  if (!start_handler(Opcode::catch_)) return false;
  const FunctionType* type = find_tag_type(tag.index);
  return type != nullptr && push(type->params);
}

bool FunctionValidator::catch_all() { return start_handler(Opcode::catch_all); }

bool FunctionValidator::rethrow(const Label& label) {
  if (!check_label(label.depth)) return false;
  const Opcode opcode = frame_of(label.depth).opcode;
  if (opcode != Opcode::catch_ && opcode != Opcode::catch_all) return fail("invalid rethrow label");
  return become_unreachable();
}

// Ends a try. The label is counted from outside of it.
bool FunctionValidator::delegate(const Label& label) {
  if (frames_.back().opcode != Opcode::try_) return fail("END opcode expected: delegate without try");
  if (!check_block_end()) return false;
  if (label.depth >= frames_.size() - 1) return unknown("label", label.depth);
  forget_locals();
  return pop_frame();
}

}  // namespace wasmc
