// Validates function bodies (section 3.4 and appendix "Validation Algorithm"). A FunctionValidator belongs to one
// thread; any number of them may look at one module.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "compiler/module/immediates.h"
#include "compiler/module/module.h"
#include "compiler/module/opcode.h"
#include "compiler/module/visitor.h"
#include "compiler/validate/local_types.h"
#include "compiler/validate/signature.h"
#include "format/base/result.h"
#include "format/types.h"

namespace wasmc {

// Validates the body of one defined function of a module, the rest of which is valid. Fails on its first instruction
// that is malformed or invalid.
[[nodiscard]] Status validate_function(const Module& module, uint32_t function);

// The visitor that does it, for callers that validate many bodies or, as for constant expressions, bring the
// instructions themselves. Each method checks one instruction and is false if it is invalid.
class FunctionValidator : public PartialVisitor<FunctionValidator> {
 public:
  explicit FunctionValidator(const Module& module) : module_(module) {}

  // The same as validate_function, without allocating anew for each function.
  [[nodiscard]] Status validate(uint32_t function);

  // Starts a sequence of instructions without locals whose results are those of the block type.
  void begin(const BlockType& type);
  // True after the `end` of that sequence.
  [[nodiscard]] bool finished() const { return frames_.empty(); }

  [[nodiscard]] Error take_error() { return std::move(error_); }
  // Makes the current instruction invalid. Always false.
  bool fail(std::string message);

  void at(uint64_t offset) { offset_ = offset; }

#define SIMPLE(prefix, code, name, text, Immediate, signature, feature) \
  template <class... Immediates>                                        \
  bool name(const Immediates&... immediate) {                           \
    static constexpr Signature type = parse_signature(#signature);      \
    return (check(lanes_of(text), immediate) && ...) && apply(type);    \
  }
#define ACCESS(prefix, code, name, text, Immediate, signature, bytes, feature) \
  bool name(const Immediate& immediate) {                                      \
    static constexpr Signature type = parse_signature(#signature);             \
    return check_access(bytes, immediate) && apply_access(type, immediate);    \
  }
#define ATOMIC(prefix, code, name, text, Immediate, signature, bytes, feature)     \
  bool name(const Immediate& immediate) {                                          \
    static constexpr Signature type = parse_signature(#signature);                 \
    return check_atomic_access(bytes, immediate) && apply_access(type, immediate); \
  }
#define SPECIAL(prefix, code, name, text, Immediate, feature)
#include "compiler/module/opcodes.def"

  bool other(Opcode opcode) { return fail(std::string("not supported yet: ") + text_of(opcode)); }

  bool unreachable();
  bool block(const BlockType& type);
  bool loop(const BlockType& type);
  bool if_(const BlockType& type);
  bool else_();
  bool end();
  bool br(const Label& label);
  bool br_if(const Label& label);
  bool br_table(const BranchTable& table);
  bool return_();
  bool call(const FunctionIndex& function);
  bool call_indirect(const CallIndirect& call);

  bool drop();
  bool select();
  bool select_t(const SelectTypes& select);

  bool local_get(const LocalIndex& local) {
    if (local.index >= locals_.size()) return unknown("local", local.index);
    operands_.push_back(locals_[local.index]);
    return true;
  }
  bool local_set(const LocalIndex& local) {
    return local.index < locals_.size() ? pop(locals_[local.index]) : unknown("local", local.index);
  }
  bool local_tee(const LocalIndex& local) { return local_set(local) && push(locals_[local.index]); }

  bool global_get(const GlobalIndex& global);
  bool global_set(const GlobalIndex& global);

  bool table_get(const TableIndex& table);
  bool table_set(const TableIndex& table);
  bool table_size(const TableIndex& table);
  bool table_grow(const TableIndex& table);
  bool table_fill(const TableIndex& table);
  bool table_copy(const TableCopy& copy);
  bool table_init(const TableInit& init);
  bool elem_drop(const ElementIndex& segment);

  bool memory_size(const MemoryIndex& memory);
  bool memory_grow(const MemoryIndex& memory);
  bool memory_fill(const MemoryIndex& memory);
  bool memory_copy(const MemoryCopy& copy);
  bool memory_init(const MemoryInit& init);
  bool data_drop(const DataIndex& segment);

  bool ref_null(const ReferenceType& reference);
  bool ref_is_null();
  bool ref_func(const FunctionIndex& function);

 private:
  // A block that has not ended. The first one is the body.
  struct Frame {
    Opcode opcode = Opcode::block;
    BlockType type;
    size_t height = 0;         // of the operand stack where the block starts, its parameters not counted
    bool unreachable = false;  // true after an instruction that control does not get past
    uint64_t last_branch_table = Error::no_offset;  // the last br_table that was checked against this label
  };

  [[nodiscard]] std::span<const ValueType> params_of(const BlockType& type) const;
  [[nodiscard]] std::span<const ValueType> results_of(const BlockType& type) const;
  // What a branch to the block carries.
  [[nodiscard]] std::span<const ValueType> label_types(const Frame& frame) const {
    return frame.opcode == Opcode::loop ? params_of(frame.type) : results_of(frame.type);
  }

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
  // True if pop would succeed; fails otherwise.
  bool require(std::span<const ValueType> types);
  bool apply(std::span<const ValueType> params, std::span<const ValueType> results) {
    return pop(params) && push(results);
  }
  void become_unreachable();

  bool apply(const Signature& type) {
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

  template <class Immediate>
  bool check(uint32_t, const Immediate&) {
    return true;
  }
  bool check(uint32_t lanes, const Lane& lane) { return check_lane(lane.index, lanes); }
  bool check(uint32_t lanes, const Shuffle& shuffle);
  bool check_lane(uint32_t lane, uint32_t lanes) { return lane < lanes || fail("invalid lane index"); }

  bool check_access(uint32_t bytes, const MemArg& access);
  bool check_atomic_access(uint32_t bytes, const MemArg& access);
  bool check_access(uint32_t bytes, const MemArgLane& access) {
    return check_access(bytes, access.memarg) && check_lane(access.lane, 16 / bytes);
  }
  bool apply_access(Signature type, const MemArg& access) {
    type.params[0] = address_of_memory(access.memory);
    return apply(type);
  }
  bool apply_access(const Signature& type, const MemArgLane& access) { return apply_access(type, access.memarg); }

  bool check_block_type(const BlockType& type);
  bool push_frame(Opcode opcode, const BlockType& type);
  bool check_block_end(const Frame& frame);
  bool check_label(uint32_t depth);
  bool check_branch_target(uint32_t depth, size_t arity);
  Frame& frame_of(uint32_t depth) { return frames_[frames_.size() - 1 - depth]; }

  bool check_table(uint32_t table);
  bool check_memory(uint32_t memory);
  bool check_data_segment(uint32_t segment);
  bool check_element_segment(uint32_t segment);
  [[nodiscard]] ValueType address_of_memory(uint32_t memory) const;
  [[nodiscard]] ValueType address_of_table(uint32_t table) const;
  bool apply_copy(ValueType destination, ValueType source);

  [[nodiscard]] Status set_locals(const Function& function, class ByteReader& body);

  const Module& module_;
  LocalTypes locals_;
  std::vector<ValueType> operands_;
  std::vector<Frame> frames_;
  size_t floor_ = 0;  // the innermost frame's height
  uint64_t offset_ = 0;
  Error error_;
};

}  // namespace wasmc
