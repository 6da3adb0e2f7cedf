// The stacks of the validation algorithm (appendix "Validation Algorithm"): the types of the operands, and the blocks
// that have not ended. Belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "compiler/module/immediates.h"
#include "compiler/module/module.h"
#include "compiler/module/opcode.h"
#include "compiler/validate/signature.h"
#include "format/base/result.h"
#include "format/types.h"

namespace wasmc {

// What checks something is false if the current instruction is invalid; take_error() then says why.
class TypeStack {
 public:
  explicit TypeStack(const Module& module) : module_(module) {}

  // What the next checks are about is at that offset of the module.
  void at(uint64_t offset) { offset_ = offset; }
  [[nodiscard]] uint64_t offset() const { return offset_; }
  [[nodiscard]] Error take_error() { return std::move(error_); }
  // Makes the current instruction invalid. Always false.
  bool fail(std::string message);

 protected:
  // A block that has not ended. The first one is the body.
  struct Frame {
    Opcode opcode = Opcode::block;
    BlockType type;
    uint32_t initialised = 0;  // how many locals were initialised, beyond those that start so, where the block starts
    bool unreachable = false;  // true after an instruction that control does not get past
    size_t height = 0;         // of the operand stack where the block starts, its parameters not counted
    uint64_t last_branch_table = Error::no_offset;  // the last br_table that was checked against this label
  };

  // Empties the stacks, and starts a body whose results are those of the block type.
  void start(const BlockType& type);

  bool unknown(const char* what, uint32_t index);
  bool mismatch(std::span<const ValueType> required);

  bool push(ValueType type) {
    operands_.push_back(type);
    return true;
  }
  bool push(std::span<const ValueType> types) { return types.empty() || push_all(types); }
  bool pop(ValueType type) {
    if (operands_.size() > floor_ && operands_.back() == type) {
      operands_.pop_back();
      return true;
    }
    return pop_all(std::span(&type, 1));
  }
  // Pops all or, if one does not match, none.
  bool pop(std::span<const ValueType> types) { return types.empty() || pop_all(types); }
  // Pops a value of any type, which is bottom where the stack holds just anything.
  bool pop_any(ValueType& type);
  // The same of a reference.
  bool pop_reference(ValueType& type);
  // True if pop would succeed; fails otherwise.
  bool require(std::span<const ValueType> types);
  bool apply(std::span<const ValueType> params, std::span<const ValueType> results) {
    return pop(params) && push(results);
  }
  // The same for a signature of the table, whose operands are nearly always just those on the stack.
  template <SignatureText text>
  bool apply() {
    constexpr InstructionType type = parse_signature(text.letters);
    return apply<text>(type.params[0]);
  }
  // With another type for the first operand: an address.
  template <SignatureText text>
  bool apply(ValueType first);
  // Always true.
  bool become_unreachable();

  [[nodiscard]] std::span<const ValueType> params_of(const BlockType& type) const;
  [[nodiscard]] std::span<const ValueType> results_of(const BlockType& type) const;
  // What a branch to the block carries.
  [[nodiscard]] std::span<const ValueType> label_types(const Frame& frame) const {
    return frame.opcode == Opcode::loop ? params_of(frame.type) : results_of(frame.type);
  }
  bool check_label(uint32_t depth) { return depth < frames_.size() || unknown("label", depth); }
  [[nodiscard]] Frame& frame_of(uint32_t depth) { return frames_[frames_.size() - 1 - depth]; }

  // Starts a block whose parameters have been popped.
  bool push_frame(Opcode opcode, const BlockType& type, size_t initialised);
  // The operands have to be the innermost block's results, and nothing below them; they are popped.
  bool check_block_end();
  // Ends the innermost block, whose end has been checked.
  bool pop_frame();

  const Module& module_;
  std::vector<ValueType> operands_;
  std::vector<Frame> frames_;

 private:
  bool push_all(std::span<const ValueType> types);
  bool pop_all(std::span<const ValueType> types);
  void shrink_operands(size_t size) {
    operands_.erase(operands_.begin() + static_cast<ptrdiff_t>(size), operands_.end());
  }
  // Operands that are missing, of a subtype, or wrong.
  bool apply_unusual(InstructionType type, ValueType first);

  size_t floor_ = 0;  // the innermost frame's height
  uint64_t offset_ = 0;
  Error error_;
};

template <SignatureText text>
bool TypeStack::apply(ValueType first) {
  static constexpr InstructionType type = parse_signature(text.letters);
  constexpr size_t params = type.param_count;
  constexpr size_t results = type.result_count;
  if (operands_.size() - floor_ < params) return apply_unusual(type, first);
  ValueType* operands = operands_.data() + operands_.size() - params;
  bool same = params == 0 || operands[0] == first;
  for (size_t i = 1; i < params; ++i) same &= operands[i] == type.params[i];
  if (!same) return apply_unusual(type, first);
  for (size_t i = 0; i < params && i < results; ++i) operands[i] = type.results[i];
  for (size_t i = results; i < params; ++i) operands_.pop_back();
  for (size_t i = params; i < results; ++i) operands_.push_back(type.results[i]);
  return true;
}

}  // namespace wasmc
