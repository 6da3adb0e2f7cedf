// One partition being translated: the LLVM module that receives its functions, and what they share: types,
// declarations, alias information, attributes. Used by one thread.
#pragma once

#include <unordered_set>
#include <vector>

#include <llvm/ADT/DenseMap.h>
#include <llvm/IR/DIBuilder.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/IR/Module.h>

#include "compiler/analyze/facts.h"
#include "compiler/translate/region.h"
#include "compiler/translate/signature.h"
#include "compiler/translate/site.h"

namespace wasmc {

enum class Builtin : uint8_t {
#define BUILTIN(name, ...) name,
#include "runtime-support/builtins.def"
#undef BUILTIN
};

// Accesses, by wasm offset, that must be volatile because the optimiser would delete them and their traps
// (codegen/keep_traps.h).
using PinnedAccesses = std::unordered_set<uint32_t>;

// Code to be called: whose type it is, the instance or binding that it works on, and how it takes its arguments.
struct Callee {
  uint32_t type_index;
  llvm::Value* code;
  llvm::Value* context;
  Convention convention = Convention::ordinary;
};

class PartitionContext {
 public:
  PartitionContext(llvm::Module& ir, const ModuleFacts& facts, const PinnedAccesses& pinned);

  const ModuleFacts& facts;
  llvm::Module& ir;
  llvm::LLVMContext& llvm_context;
  llvm::Type* const i8;
  llvm::Type* const i32;
  llvm::Type* const i64;
  llvm::PointerType* const pointer;

  [[nodiscard]] const Module& module() const { return facts.module; }
  [[nodiscard]] const VmLayout& layout() const { return facts.layout; }

  [[nodiscard]] llvm::Type* type(ValueType type) { return lower_type(llvm_context, type); }
  [[nodiscard]] const Signature& signature(uint32_t type_index, Convention convention = Convention::ordinary) const;
  // Of one of the module's own functions.
  [[nodiscard]] Convention convention_of(uint32_t function) const;
  [[nodiscard]] const FunctionType& function_type(uint32_t type_index) const {
    return module().types[type_index].function;
  }

  // The module's own function, declared if it is not yet in this partition.
  llvm::Function* function(uint32_t index);
  // The same, about to receive its body.
  llvm::Function* define_function(uint32_t index);
  // Its name in objects.
  [[nodiscard]] static std::string function_name(uint32_t index);

  // A new function with what all generated code has in common: no unwinding, stack probes, a null pointer that may be
  // read.
  llvm::Function* create_function(llvm::FunctionType* type, const std::string& name, llvm::CallingConv::ID convention);
  // The same with a wasm signature.
  llvm::Function* create_function(const Signature& signature, const std::string& name);
  // Marks the context parameter of a function or call with the wasm calling convention.
  void mark_context(llvm::Function& function);
  void mark_context(llvm::CallInst& call);

  void mark_region(llvm::Instruction& access, Region region);
  void mark_constant(llvm::LoadInst& load);
  // Of a pointer that was loaded: `bytes` can be read there at any time.
  void mark_dereferenceable(llvm::LoadInst& load, uint64_t bytes);
  [[nodiscard]] uint64_t size_of(llvm::Type* type) const {
    return ir.getDataLayout().getTypeStoreSize(type).getFixedValue();
  }
  // Makes `access` a trap site, with a debug location as the second carrier of the position.
  void mark_site(llvm::Instruction& access, Site site);
  // The same of an instruction that may become several accesses, each of which is one.
  void mark_every_access(llvm::Instruction& access, Site site);
  [[nodiscard]] llvm::DebugLoc location(const llvm::Function& function, uint32_t wasm_offset);

  // Reads a field of the context that never changes while code runs.
  llvm::LoadInst* load_constant_field(llvm::IRBuilder<>& builder, llvm::Value* context, uint64_t offset,
                                      const llvm::Twine& name);
  llvm::Value* address(llvm::IRBuilder<>& builder, llvm::Value* base, uint64_t offset);

  // The weights of a branch that is taken before a trap.
  [[nodiscard]] llvm::MDNode* unlikely() const { return unlikely_; }
  // Ends the current block with a trap.
  void trap(llvm::IRBuilder<>& builder, Site site);
  // Traps if `condition`, and continues in a new block otherwise.
  void trap_if(llvm::IRBuilder<>& builder, llvm::Value* condition, Site site);
  // Traps if less stack is left than host functions are promised. `limit_field` is the address of the pointer to the
  // limit.
  void check_stack(llvm::IRBuilder<>& builder, llvm::Value* limit_field, Site site);

  // Calls, and gives the results in order.
  std::vector<llvm::Value*> call(llvm::IRBuilder<>& builder, const Callee& callee,
                                 llvm::ArrayRef<llvm::Value*> arguments, llvm::DebugLoc location);
  // Ends a function, of the same results and that convention, by a call whose results are its own. The callee takes
  // the place of the function's frame if both have the tail convention.
  void return_call(llvm::IRBuilder<>& builder, Convention caller_convention, const Callee& callee,
                   llvm::ArrayRef<llvm::Value*> arguments, llvm::DebugLoc location);
  // The parameters, in order, of a function of that type which begins where the builder is.
  std::vector<llvm::Value*> receive_parameters(llvm::IRBuilder<>& builder, uint32_t type_index, Convention convention);
  // Ends a function of the type `type_index`, which gives these results.
  void return_results(llvm::IRBuilder<>& builder, uint32_t type_index, llvm::ArrayRef<llvm::Value*> results);

 private:
  llvm::MDNode* make_region_tag(llvm::MDBuilder& builder, llvm::MDNode* root, const char* name);
  llvm::Value* make_results_area(llvm::IRBuilder<>& builder, const Signature& signature);
  llvm::Value* tail_argument_slot(llvm::IRBuilder<>& builder, llvm::Value* context, unsigned index);
  llvm::CallInst* create_call(llvm::IRBuilder<>& builder, const Callee& callee, llvm::Value* area,
                              llvm::ArrayRef<llvm::Value*> arguments, llvm::DebugLoc location);

  const PinnedAccesses& pinned_;
  llvm::DIBuilder debug_;
  llvm::DIFile* debug_file_ = nullptr;
  llvm::DISubroutineType* debug_type_ = nullptr;
  llvm::MDNode* site_domain_ = nullptr;
  std::vector<llvm::MDNode*> region_tags_;
  llvm::InlineAsm* trap_assembly_ = nullptr;
  llvm::MDNode* unlikely_ = nullptr;
  std::vector<Signature> signatures_;
  std::vector<Signature> tail_signatures_;  // empty if the module makes no tail calls
  llvm::DenseMap<uint32_t, llvm::Function*> functions_;
};

}  // namespace wasmc
