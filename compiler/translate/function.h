// One function body being translated: a visitor (module/visitor.h) with one member per row of opcodes.def. The members
// are defined by topic: control.cpp, numeric.cpp, memory.cpp, table.cpp, call.cpp, simd.cpp. The body is valid, so
// nothing is checked, and code that can't be reached is never handed to it (reachable_filter.h).
#pragma once

#include <array>
#include <vector>

#include "compiler/module/immediates.h"
#include "compiler/module/opcode.h"
#include "compiler/translate/context.h"

namespace wasmc {

class FunctionTranslator {
 public:
  FunctionTranslator(PartitionContext& context, uint32_t function_index);

  // Declares the locals, the parameters excepted; before the instructions.
  void declare_locals(uint32_t count, ValueType type);

  void at(uint64_t offset) { offset_ = static_cast<uint32_t>(offset); }
  // False from an instruction that never continues to the end (or else) of its block.
  [[nodiscard]] bool is_reachable() const { return reachable_; }

  // The parameter lists of the members below, by immediate.
#define PARAMETER_NoImmediate
#define PARAMETER_BlockType const BlockType& immediate
#define PARAMETER_Label const Label& immediate
#define PARAMETER_BranchTable const BranchTable& immediate
#define PARAMETER_TryTable const TryTable& immediate
#define PARAMETER_CastBranch const CastBranch& immediate
#define PARAMETER_TypeIndex const TypeIndex& immediate
#define PARAMETER_TagIndex const TagIndex& immediate
#define PARAMETER_StructField const StructField& immediate
#define PARAMETER_ArrayFixed const ArrayFixed& immediate
#define PARAMETER_ArrayData const ArrayData& immediate
#define PARAMETER_ArrayElement const ArrayElement& immediate
#define PARAMETER_ArrayCopy const ArrayCopy& immediate
#define PARAMETER_Fence const Fence& immediate
#define PARAMETER_FunctionIndex const FunctionIndex& immediate
#define PARAMETER_CallIndirect const CallIndirect& immediate
#define PARAMETER_LocalIndex const LocalIndex& immediate
#define PARAMETER_GlobalIndex const GlobalIndex& immediate
#define PARAMETER_TableIndex const TableIndex& immediate
#define PARAMETER_TableCopy const TableCopy& immediate
#define PARAMETER_TableInit const TableInit& immediate
#define PARAMETER_ElementIndex const ElementIndex& immediate
#define PARAMETER_MemoryIndex const MemoryIndex& immediate
#define PARAMETER_MemoryCopy const MemoryCopy& immediate
#define PARAMETER_MemoryInit const MemoryInit& immediate
#define PARAMETER_DataIndex const DataIndex& immediate
#define PARAMETER_MemArg const MemArg& immediate
#define PARAMETER_MemArgLane const MemArgLane& immediate
#define PARAMETER_Lane const Lane& immediate
#define PARAMETER_Shuffle const Shuffle& immediate
#define PARAMETER_I32Const const I32Const& immediate
#define PARAMETER_I64Const const I64Const& immediate
#define PARAMETER_F32Const const F32Const& immediate
#define PARAMETER_F64Const const F64Const& immediate
#define PARAMETER_V128Const const V128Const& immediate
#define PARAMETER_ReferenceType const ReferenceType& immediate
#define PARAMETER_SelectTypes const SelectTypes& immediate
#define OPCODE(prefix, code, name, text, Immediate, feature) void name(PARAMETER_##Immediate);
#include "compiler/module/opcodes.def"

 private:
  // A block, loop or if that is open, or the function itself.
  struct Frame {
    enum class Kind : uint8_t { block, loop, if_, function } kind;
    size_t height;                        // of the operand stack, below the parameters
    llvm::BasicBlock* end;                // what follows the construct
    std::vector<llvm::PHINode*> results;  // in `end`
    llvm::BasicBlock* target;             // of branches: `end`, or a loop's head
    std::vector<llvm::PHINode*> target_values;
    llvm::BasicBlock* else_block = nullptr;  // of an if whose else has not come yet
    std::vector<llvm::Value*> else_parameters;
  };

  // A local has its place once something uses it: a body may declare 50,000 and use none.
  struct Local {
    llvm::Type* type;
    llvm::AllocaInst* place;
  };
  llvm::AllocaInst* local(uint32_t index);

  // operand stack
  void push(llvm::Value* value) { stack_.push_back(value); }
  llvm::Value* pop();
  std::vector<llvm::Value*> pop_many(size_t count);
  void push_many(const std::vector<llvm::Value*>& values);

  // control.cpp
  struct BlockSignature {
    std::vector<ValueType> params, results;
  };
  [[nodiscard]] BlockSignature signature_of(const BlockType& type) const;
  llvm::BasicBlock* new_block(const char* name);
  std::vector<llvm::PHINode*> make_phis(llvm::BasicBlock* block, const std::vector<ValueType>& types);
  void push_frame(Frame::Kind kind, const BlockSignature& signature);
  Frame& frame(uint32_t depth) { return frames_[frames_.size() - 1 - depth]; }
  void branch_if(llvm::Value* condition, uint32_t depth);
  void supply(const std::vector<llvm::PHINode*>& phis);
  void jump_to_end(Frame& ended);
  void finish_without_else(Frame& ended);
  void continue_after(Frame& ended);
  void become_unreachable() { reachable_ = false; }
  void select_value();

  // numeric.cpp
  using Binary = llvm::Instruction::BinaryOps;
  void binary(Binary operation);
  void unary_intrinsic(llvm::Intrinsic::ID intrinsic);
  void binary_intrinsic(llvm::Intrinsic::ID intrinsic);
  void count_zeros(llvm::Intrinsic::ID intrinsic);
  void compare(llvm::CmpInst::Predicate predicate);
  void test_zero();
  void shift(Binary operation);
  void rotate(llvm::Intrinsic::ID intrinsic);
  void divide(Binary operation);
  void cast(llvm::Instruction::CastOps operation, llvm::Type* to);
  void sign_extend_low(unsigned bits);
  void nearest();
  void minimum_scalar();
  void maximum_scalar();
  void truncate_checked(unsigned bits, bool is_signed);
  void truncate_saturating(unsigned bits, bool is_signed);

  // wide.cpp
  llvm::Value* pop_wide();
  void push_wide(llvm::Value* value);
  void wide_binary(Binary operation);
  void multiply_wide(bool is_signed);

  // memory_access.cpp. Every access takes its address from access_address(), of an index and for that many bytes, and
  // is then marked.
  llvm::Value* access_address(const MemArg& memarg, llvm::Value* index, uint64_t size);
  void mark_access(llvm::Instruction& access, const MemArg& memarg);
  llvm::LoadInst* load_memory_field(uint32_t memory, uint64_t offset, llvm::Type* type);
  llvm::Value* memory_base(uint32_t memory);
  llvm::Value* memory_length(uint32_t memory);
  llvm::Value* is_out_of_bounds(uint32_t memory, llvm::Value* index, uint64_t last);
  void check_bounds(const MemArg& memarg, llvm::Value* index, uint64_t size);
  llvm::LoadInst* load_at(const MemArg& memarg, llvm::Value* index, llvm::Type* type);
  llvm::StoreInst* store_at(const MemArg& memarg, llvm::Value* index, llvm::Value* value);
  llvm::LoadInst* load_linear(const MemArg& memarg, llvm::Type* type) { return load_at(memarg, pop(), type); }
  void store_linear(const MemArg& memarg, llvm::Type* type, llvm::Value* value);
  // short_blocks.cpp
  [[nodiscard]] std::optional<uint64_t> short_length(llvm::Value* length,
                                                     std::initializer_list<uint32_t> memories) const;
  void copy_short(const MemoryCopy& memories, llvm::Value* to, llvm::Value* from, uint64_t length);
  void fill_short(uint32_t memory, llvm::Value* start, llvm::Value* value, uint64_t length);
  void store_pieces(uint32_t memory, llvm::Value* index, uint64_t length, llvm::ArrayRef<llvm::Value*> pieces);
  // memory.cpp
  void load(const MemArg& memarg, llvm::Type* type) { push(load_linear(memarg, type)); }
  void load_extended(const MemArg& memarg, unsigned bits, llvm::Type* to, bool is_signed);
  void store(const MemArg& memarg, llvm::Type* type);

  // atomic.cpp
  void check_alignment(const MemArg& memarg, llvm::Value* index, uint64_t size);
  llvm::Value* atomic_address(const MemArg& memarg, llvm::Value* index, uint64_t size);
  void mark_atomic(llvm::Instruction& access);
  llvm::LoadInst* load_atomic(llvm::Value* address, llvm::Type* type);
  void atomic_load(const MemArg& memarg, unsigned bits, llvm::Type* to);
  void atomic_store(const MemArg& memarg, unsigned bits);
  void atomic_update(const MemArg& memarg, unsigned bits, llvm::AtomicRMWInst::BinOp operation);
  void atomic_exchange_if_equal(const MemArg& memarg, unsigned bits);
  llvm::Value* checked_index(const MemArg& memarg, llvm::Value* index, unsigned bits);
  void wait(const MemArg& memarg, unsigned bits, Builtin builtin);

  // table.cpp
  llvm::Value* table_state(uint32_t table);
  llvm::Value* table_length(llvm::Value* state);
  llvm::Value* table_slot(uint32_t table, llvm::Value* index, TrapCode out_of_bounds);

  // call.cpp
  void call_code(const Callee& callee);
  void return_call_code(const Callee& callee, llvm::ArrayRef<llvm::Value*> arguments);
  llvm::Value* import_field(uint32_t function, size_t offset, const char* name);
  // Checked to be there, and of the type.
  llvm::Value* indirect_callee(const CallIndirect& immediate);
  // dispatch.cpp: the same of what stands in a closed table.
  [[nodiscard]] bool can_dispatch(const CallIndirect& immediate) const;
  llvm::LoadInst* load_dispatch(llvm::Value* entry, unsigned member, const char* name);
  void trap_unless_type(llvm::Value* type, uint32_t type_index);
  llvm::Value* dispatched_code(const CallIndirect& immediate);
  // Reads a field of a FuncRef; traps at `null_site` if the reference is null, unless it is known not to be.
  llvm::Value* reference_field(llvm::Value* reference, size_t offset, const char* name, std::optional<Site> null_site);
  void call_reference(uint32_t type_index, llvm::Value* reference, std::optional<Site> null_site);
  void return_call_reference(uint32_t type_index, llvm::Value* reference, std::optional<Site> null_site);
  void return_call_either(uint32_t type_index, llvm::Value* tail_code, llvm::Value* code, llvm::Value* context);
  llvm::Value* call_builtin(Builtin builtin, llvm::ArrayRef<llvm::Value*> arguments);
  void call_trapping_builtin(Builtin builtin, llvm::ArrayRef<llvm::Value*> arguments);
  llvm::Value* global_address(uint32_t index);

  // simd.cpp, simd_memory.cpp, simd_lanes.cpp, simd_compare.cpp, simd_integer.cpp, simd_widen.cpp, simd_float.cpp,
  // simd_convert.cpp, simd_relaxed.cpp; the type of a vector's lanes stands for its shape
  enum class Half : uint8_t { low, high };
  llvm::Value* pop_lanes(llvm::Type* lane);
  void push_vector(llvm::Value* value);
  [[nodiscard]] llvm::FixedVectorType* lanes_of(llvm::Type* lane) const;
  [[nodiscard]] bool is_x86() const { return context_.facts.architecture == Architecture::x86_64; }
  [[nodiscard]] bool is_aarch64() const { return context_.facts.architecture == Architecture::aarch64; }
  [[nodiscard]] const CpuFacts& cpu() const { return context_.facts.cpu; }
  [[nodiscard]] bool is_deterministic() const { return context_.facts.deterministic; }
  llvm::Type* i16_type() { return builder_.getInt16Ty(); }
  llvm::Type* f32_type() { return builder_.getFloatTy(); }
  llvm::Type* f64_type() { return builder_.getDoubleTy(); }
  llvm::Value* half_of(llvm::Value* vector, Half half);
  llvm::Value* every_other_of(llvm::Value* vector, int first);
  llvm::Value* zero_upper(llvm::Value* vector);
  llvm::Value* extend_lanes(llvm::Value* vector, bool is_signed);
  void vector_binary(llvm::Type* lane, Binary operation);
  void vector_unary_intrinsic(llvm::Type* lane, llvm::Intrinsic::ID intrinsic);
  void vector_binary_intrinsic(llvm::Type* lane, llvm::Intrinsic::ID intrinsic);

  void load_halves(const MemArg& memarg, llvm::Type* lane, bool is_signed);
  void load_splat(const MemArg& memarg, llvm::Type* lane);
  void load_zero(const MemArg& memarg, llvm::Type* lane);
  void load_lane(const MemArgLane& access, llvm::Type* lane);
  void store_lane(const MemArgLane& access, llvm::Type* lane);

  llvm::Value* shuffle_by_lookup(llvm::Value* bytes, llvm::Value* indices);
  void splat(llvm::Type* lane);
  void extract_lane(const Lane& immediate, llvm::Type* lane);
  void extract_extended(const Lane& immediate, llvm::Type* lane, bool is_signed);
  void replace_lane(const Lane& immediate, llvm::Type* lane);

  void compare_lanes(llvm::Type* lane, llvm::CmpInst::Predicate predicate);
  llvm::Value* any_bit(llvm::Value* vector);
  void all_true(llvm::Type* lane);
  void bitmask(llvm::Type* lane);

  void negate(llvm::Type* lane);
  void absolute(llvm::Type* lane);
  void shift_lanes(llvm::Type* lane, Binary operation);
  void average(llvm::Type* lane);
  llvm::Value* multiply_q15(llvm::Value* left, llvm::Value* right);

  void narrow(llvm::Type* from, bool is_signed);
  llvm::Value* clamp_and_truncate(llvm::Value* left, llvm::Value* right, unsigned bits, bool is_signed);
  llvm::Value* pack_biased(llvm::Value* left, llvm::Value* right);
  void extend(llvm::Type* from, Half half, bool is_signed);
  void extend_multiply(llvm::Type* from, Half half, bool is_signed);
  llvm::Value* multiply_extended(llvm::Value* left, llvm::Value* right, bool is_signed);
  llvm::Value* add_pairs(llvm::Value* vector);
  llvm::Value* add_extended_pairs(llvm::Value* vector, llvm::Type* from, bool is_signed);
  void extend_add_pairs(llvm::Type* from, bool is_signed);

  llvm::Value* smaller(llvm::Value* left, llvm::Value* right);
  llvm::Value* larger(llvm::Value* left, llvm::Value* right);
  void minimum(llvm::Type* lane);
  void maximum(llvm::Type* lane);
  void pseudo_minimum(llvm::Type* lane);
  void pseudo_maximum(llvm::Type* lane);
  llvm::Value* propagate_nan(llvm::Value* left, llvm::Value* right, llvm::Value* otherwise);
  llvm::Value* minimum_of(llvm::Value* left, llvm::Value* right);
  llvm::Value* maximum_of(llvm::Value* left, llvm::Value* right);
  llvm::Type* integers_like(llvm::Type* type);

  llvm::Value* convert_saturating(llvm::Value* vector, bool is_signed);
  llvm::Value* saturate_to(llvm::Type* lane, llvm::Value* vector, bool is_signed);
  llvm::Value* saturate_f64_twice(llvm::Value* vector, bool is_signed);
  llvm::Value* saturate_f32_signed(llvm::Value* vector);
  llvm::Value* saturate_f32_unsigned(llvm::Value* vector);
  llvm::Value* saturate_f64_signed(llvm::Value* vector);
  llvm::Value* saturate_f64_unsigned(llvm::Value* vector);

  llvm::Value* convert_by_avx512(llvm::Intrinsic::ID intrinsic, llvm::Value* vector);
  llvm::Value* convert_f32_or_ones(llvm::Value* vector);
  llvm::Value* convert_f64_or_ones(llvm::Value* vector);
  void multiply_add(llvm::Type* lane, bool negated);
  void select_lanes(llvm::Type* lane);
  void relaxed_minimum(llvm::Type* lane);
  void relaxed_maximum(llvm::Type* lane);
  llvm::Value* dot_bytes(llvm::Value* left, llvm::Value* right);

  [[nodiscard]] Site site(TrapCode code) const { return {offset_, code}; }
  void trap_if(llvm::Value* condition, TrapCode code) { context_.trap_if(builder_, condition, site(code)); }
  // Indices and sizes of what is indexed by i32 or i64: to the i64 of builtins and arrays, and back.
  llvm::Value* to_address(llvm::Value* value, const Limits& limits) {
    return limits.is_64 ? value : builder_.CreateTrunc(value, context_.i32);
  }
  llvm::Value* widen(llvm::Value* value) { return builder_.CreateZExt(value, context_.i64); }
  [[nodiscard]] const Module& module() const { return context_.module(); }

  PartitionContext& context_;
  Convention convention_;
  llvm::Function* function_;
  llvm::IRBuilder<> builder_;
  llvm::Value* vmctx_ = nullptr;
  uint32_t type_index_;
  std::vector<Local> locals_;
  std::vector<llvm::Value*> memory_bases_;   // where they don't change
  std::vector<llvm::Value*> memory_states_;  // VmMemory*
  std::vector<llvm::Value*> stack_;
  std::vector<Frame> frames_;
  uint32_t offset_ = 0;
  bool reachable_ = true;
};

}  // namespace wasmc
