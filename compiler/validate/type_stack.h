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
  bool push(std::span<const ValueType> types);
  bool pop(ValueType type) {
    if (operands_.size() > floor_ && operands_.back() == type) {
      operands_.pop_back();
      return true;
    }
    return pop(std::span(&type, 1));
  }
  // Pops all or, if one does not match, none.
  bool pop(std::span<const ValueType> types);
  // Pops a value of any type, which is bottom where the stack holds just anything.
  bool pop_any(ValueType& type);
  // The same of a reference.
  bool pop_reference(ValueType& type);
  // True if pop would succeed; fails otherwise.
  bool require(std::span<const ValueType> types);
  bool apply(std::span<const ValueType> params, std::span<const ValueType> results) {
    return pop(params) && push(results);
  }
  bool apply(const Signature& type);
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
  size_t floor_ = 0;  // the innermost frame's height
  uint64_t offset_ = 0;
  Error error_;
};

inline bool TypeStack::apply(const Signature& type) {
  if (operands_.size() - floor_ >= type.param_count) {
    const ValueType* found = operands_.data() + operands_.size() - type.param_count;
    bool same = true;
    for (size_t i = 0; i < type.param_count; ++i) same &= found[i] == type.params[i];
    if (same) {
      operands_.resize(operands_.size() - type.param_count);
      for (size_t i = 0; i < type.result_count; ++i) operands_.push_back(type.results[i]);
      return true;
    }
  }
  return pop(std::span(type.params, type.param_count)) && push(std::span(type.results, type.result_count));
}

}  // namespace wasmc
