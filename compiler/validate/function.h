// Validates function bodies (section 3.4 and appendix "Validation Algorithm"). A FunctionValidator belongs to one
// thread; any number of them may look at one module.
#pragma once

#include <bit>
#include <cstdint>

#include "compiler/module/immediates.h"
#include "compiler/module/limits.h"
#include "compiler/module/module.h"
#include "compiler/validate/initialised_locals.h"
#include "compiler/validate/local_types.h"
#include "compiler/validate/signature.h"
#include "compiler/validate/subtype.h"
#include "compiler/validate/type_stack.h"
#include "format/base/result.h"
#include "format/types.h"

namespace wasmc {

// Validates the body of one defined function of a module, the rest of which is valid. Fails on its first instruction
// that is malformed or invalid.
[[nodiscard]] Status validate_function(const Module& module, uint32_t function);

// The visitor that does it, for callers that validate many bodies or, as for constant expressions, bring the
// instructions themselves. Each method checks one instruction and is false if it is invalid.
class FunctionValidator : public TypeStack {
 public:
  using TypeStack::TypeStack;

  // The same as validate_function, without allocating anew for each function.
  [[nodiscard]] Status validate(uint32_t function);

  // Starts a sequence of instructions without locals whose results are those of the block type.
  void begin(const BlockType& type);

#define SIMPLE(prefix, code, name, text, Immediate, signature, feature)      \
  template <class... Immediates>                                             \
  bool name(const Immediates&... immediate) {                                \
    return (check(lanes_of(text), immediate) && ...) && apply<#signature>(); \
  }
#define ACCESS(prefix, code, name, text, Immediate, signature, bytes, feature)                \
  bool name(const Immediate& immediate) {                                                     \
    return check_access(bytes, immediate) && apply<#signature>(address_of_memory(immediate)); \
  }
#define ATOMIC(prefix, code, name, text, Immediate, signature, bytes, feature)                       \
  bool name(const Immediate& immediate) {                                                            \
    return check_atomic_access(bytes, immediate) && apply<#signature>(address_of_memory(immediate)); \
  }
#define SPECIAL(prefix, code, name, text, Immediate, feature)
#include "compiler/module/opcodes.def"

  // control.cpp
  bool unreachable() { return become_unreachable(); }
  bool block(const BlockType& type);
  bool loop(const BlockType& type);
  bool if_(const BlockType& type);
  bool else_();
  bool end();
  bool br(const Label& label);
  bool br_if(const Label& label);
  bool br_table(const BranchTable& table);
  bool br_on_null(const Label& label);
  bool br_on_non_null(const Label& label);
  bool br_on_cast(const CastBranch& branch);
  bool br_on_cast_fail(const CastBranch& branch);
  bool drop();
  bool select();
  bool select_t(const SelectTypes& select);

  // calls.cpp
  bool return_();
  bool call(const FunctionIndex& function);
  bool call_indirect(const CallIndirect& call);
  bool call_ref(const TypeIndex& type);
  bool return_call(const FunctionIndex& function);
  bool return_call_indirect(const CallIndirect& call);
  bool return_call_ref(const TypeIndex& type);

  // exceptions.cpp
  bool throw_(const TagIndex& tag);
  bool throw_ref();
  bool try_table(const TryTable& table);
  bool try_(const BlockType& type);
  bool catch_(const TagIndex& tag);
  bool catch_all();
  bool rethrow(const Label& label);
  bool delegate(const Label& label);

  // variables.cpp
  bool local_get(const LocalIndex& local) {
    if (local.index >= locals_.size()) return unknown("local", local.index);
    const ValueType type = locals_[local.index];
    return (type.is_defaultable() || check_initialised(local.index)) && push(type);
  }
  bool local_set(const LocalIndex& local) {
    if (local.index >= locals_.size()) return unknown("local", local.index);
    const ValueType type = locals_[local.index];
    if (!type.is_defaultable()) initialised_.insert(local.index);
    return pop(type);
  }
  bool local_tee(const LocalIndex& local) { return local_set(local) && push(locals_[local.index]); }
  bool global_get(const GlobalIndex& global);
  bool global_set(const GlobalIndex& global);

  // tables_and_memories.cpp
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
  bool atomic_fence(const Fence&) { return true; }

  // references.cpp
  bool ref_null(const ReferenceType& reference);
  bool ref_is_null();
  bool ref_func(const FunctionIndex& function);
  bool ref_as_non_null();
  bool ref_eq();
  bool ref_test(const ReferenceType& target);
  bool ref_test_null(const ReferenceType& target);
  bool ref_cast(const ReferenceType& target);
  bool ref_cast_null(const ReferenceType& target);
  bool any_convert_extern();
  bool extern_convert_any();
  bool ref_i31();
  bool i31_get_s();
  bool i31_get_u();

  // structures.cpp
  bool struct_new(const TypeIndex& type);
  bool struct_new_default(const TypeIndex& type);
  bool struct_get(const StructField& access);
  bool struct_get_s(const StructField& access);
  bool struct_get_u(const StructField& access);
  bool struct_set(const StructField& access);

  // arrays.cpp
  bool array_new(const TypeIndex& type);
  bool array_new_default(const TypeIndex& type);
  bool array_new_fixed(const ArrayFixed& array);
  bool array_new_data(const ArrayData& array);
  bool array_new_elem(const ArrayElement& array);
  bool array_get(const TypeIndex& type);
  bool array_get_s(const TypeIndex& type);
  bool array_get_u(const TypeIndex& type);
  bool array_set(const TypeIndex& type);
  bool array_len();
  bool array_fill(const TypeIndex& type);
  bool array_copy(const ArrayCopy& copy);
  bool array_init_data(const ArrayData& array);
  bool array_init_elem(const ArrayElement& array);

 private:
  template <class Immediate>
  bool check(uint32_t, const Immediate&) {
    return true;
  }
  bool check(uint32_t lanes, const Lane& lane) { return check_lane(lane.index, lanes); }
  bool check(uint32_t lanes, const Shuffle& shuffle);
  bool check_lane(uint32_t lane, uint32_t lanes) { return lane < lanes || fail("invalid lane index"); }

  bool check_access(uint32_t bytes, const MemArg& access) {
    const bool usual = access.memory < module_.memories.size() && uint64_t{1} << access.align_log2 <= bytes &&
                       access.offset < limits::memory32_bytes;
    return usual || check_unusual_access(bytes, access);
  }
  bool check_unusual_access(uint32_t bytes, const MemArg& access);
  bool check_atomic_access(uint32_t bytes, const MemArg& access);
  bool check_access(uint32_t bytes, const MemArgLane& access) {
    return check_access(bytes, access.memarg) && check_lane(access.lane, 16 / bytes);
  }

  // Types of immediates, which may refer to types that do not exist.
  bool check_value_type(ValueType type);
  bool check_block_type(const BlockType& type);
  // The type with that index, of that kind; null, having failed, if there is none.
  const DefinedType* find_type(uint32_t index, CompositeKind kind);
  const FunctionType* find_function_type(uint32_t index);

  // Its type has been checked.
  bool open_block(Opcode opcode, const BlockType& type);
  void forget_locals() { initialised_.shrink(frames_.back().initialised); }
  bool check_initialised(uint32_t local);
  bool check_branch_target(uint32_t depth, size_t arity);
  // The last of the values that a branch to the label carries has to be a reference; it and those before it.
  bool find_reference_label(uint32_t depth, ValueType& reference, std::span<const ValueType>& others);
  bool check_cast(const CastBranch& branch);
  bool branch_on_cast(const CastBranch& branch, ValueType taken, ValueType not_taken);

  bool check_callee_table(const CallIndirect& call);
  bool apply_tail_call(const FunctionType& callee);

  const FunctionType* find_tag_type(uint32_t tag);
  bool check_catch(const CatchClause& clause);
  bool start_handler(Opcode opcode);

  bool check_table(uint32_t table);
  bool check_memory(uint32_t memory);
  bool check_data_segment(uint32_t segment);
  bool check_element_segment(uint32_t segment);
  [[nodiscard]] ValueType address_of_memory(uint32_t memory) const {
    return address_type(module_.memories[memory].type.limits);
  }
  [[nodiscard]] ValueType address_of_memory(const MemArg& access) const { return address_of_memory(access.memory); }
  [[nodiscard]] ValueType address_of_memory(const MemArgLane& access) const {
    return address_of_memory(access.memarg.memory);
  }
  [[nodiscard]] ValueType address_of_table(uint32_t table) const;
  bool apply_copy(ValueType destination, ValueType source);

  bool apply_test(ValueType target);
  bool apply_cast(ValueType target);
  bool pop_relative(ValueType target);
  bool convert(HeapType from, HeapType to);

  enum class Packing : uint8_t { unpacked, packed };
  const FieldType* find_field(const StructField& access);
  bool check_packing(const FieldType& field, Packing packing);
  bool read_field(const StructField& access, Packing packing);
  const FieldType* find_element(uint32_t array);
  const FieldType* find_mutable_element(uint32_t array);
  bool check_data_element(const FieldType& element);
  bool check_element_segment_type(const FieldType& element, uint32_t segment);
  bool read_element(const TypeIndex& type, Packing packing);
  bool apply_array_init(uint32_t array);

  [[nodiscard]] Status set_locals(const Function& function, class ByteReader& body);

  LocalTypes locals_;
  InitialisedLocals initialised_;
};

}  // namespace wasmc
