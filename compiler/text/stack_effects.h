// How many operands each instruction of a function takes off the stack, and how many it leaves there: what the printer
// folds instructions by. One object belongs to one thread.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/module/immediates.h"
#include "compiler/module/module.h"
#include "compiler/module/visitor.h"

namespace wasmc {

struct StackEffect {
  uint64_t operands = 0;
  uint64_t results = 0;
};

// A visitor whose methods give the effects, of a module that need not be valid: what refers to nothing takes nothing
// and leaves nothing. The results of a block are those of what ends it.
class StackEffects : public PartialVisitor<StackEffects> {
 public:
  // Of a function with that many results.
  StackEffects(const Module& module, size_t results) : module_(module), function_results_(results) {}

  StackEffect other(Opcode opcode);

  StackEffect block(const BlockType& type) { return open(type, false); }
  StackEffect loop(const BlockType& type) { return open(type, true); }
  StackEffect if_(const BlockType& type);
  StackEffect try_(const BlockType& type) { return open(type, false); }
  StackEffect try_table(const TryTable& table) { return open(table.type, false); }
  StackEffect end() { return close(); }
  StackEffect delegate(const Label&) { return close(); }

  StackEffect br(const Label& label) { return {label_types(label.depth), 0}; }
  StackEffect br_if(const Label& label) { return {label_types(label.depth) + 1, label_types(label.depth)}; }
  StackEffect br_table(const BranchTable& table) { return {label_types(table.default_target) + 1, 0}; }
  StackEffect br_on_null(const Label& label) { return {label_types(label.depth) + 1, label_types(label.depth) + 1}; }
  StackEffect br_on_non_null(const Label& label);
  StackEffect br_on_cast(const CastBranch& branch) { return keep(label_types(branch.label)); }
  StackEffect br_on_cast_fail(const CastBranch& branch) { return keep(label_types(branch.label)); }
  StackEffect return_() { return {function_results_, 0}; }

  StackEffect call(const FunctionIndex& function) { return of_type(type_of_function(function.index)); }
  StackEffect call_indirect(const CallIndirect& call) { return of_type(call.type_index, 1); }
  StackEffect call_ref(const TypeIndex& type) { return of_type(type.index, 1); }
  StackEffect return_call(const FunctionIndex& function) { return leave(call(function)); }
  StackEffect return_call_indirect(const CallIndirect& call) { return leave(call_indirect(call)); }
  StackEffect return_call_ref(const TypeIndex& type) { return leave(call_ref(type)); }
  StackEffect throw_(const TagIndex& tag);

  StackEffect struct_new(const TypeIndex& type);
  StackEffect array_new_fixed(const ArrayFixed& array) { return {array.count, 1}; }

 private:
  // A block that has not ended, by how many values a branch to it carries, and it leaves.
  struct Block {
    uint64_t label_types;
    uint64_t results;
  };

  static StackEffect keep(uint64_t operands) { return {operands, operands}; }
  static StackEffect leave(StackEffect effect) { return {effect.operands, 0}; }
  StackEffect open(const BlockType& type, bool is_loop);
  StackEffect close();
  [[nodiscard]] uint64_t label_types(uint32_t depth) const;
  [[nodiscard]] StackEffect of_block(const BlockType& type) const;
  [[nodiscard]] uint32_t type_of_function(uint32_t index) const;
  // Of a call of that type, which takes so many operands more than its parameters.
  [[nodiscard]] StackEffect of_type(uint32_t index, uint64_t more = 0) const;

  const Module& module_;
  uint64_t function_results_;
  std::vector<Block> blocks_;
};

}  // namespace wasmc
