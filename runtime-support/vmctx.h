// The block of memory that compiled code reaches everything else through: one per instance, its address in a register
// of its own. A fixed head (VmContext), then arrays whose lengths depend on the module, at offsets that VmLayout
// computes and that translator and loader both use. All fields are fixed-width but pointers, which have the target's
// width. See spec/abi.md. Reading is free from any thread; who may write what is said per field.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime-support/value.h"

namespace wasmc {

struct VmContext;

// The number of the contract between compiled code and loader: everything in this folder's headers and tables.
// Artifacts carry it; it changes whenever one of them does (check_abi.py sees to that).
inline constexpr uint32_t abi_version = 2;

// The oldest number whose code still runs under the present contract: loaders accept artifacts from this to
// abi_version.
inline constexpr uint32_t oldest_abi = 2;

// As many as a function may have parameters.
inline constexpr uint32_t max_tail_arguments = 1000;

// A reference to a function: what funcref values and table elements point to. type_id is canonical in the process.
// A null reference is the null pointer; reading its type_id faults at address 0, at a recorded trap site.
struct FuncRef {
  uint64_t type_id;
  const void* code;  // entered with the wasm calling convention
  void* context;     // what `code` expects in the context register: a VmContext*, or a HostBinding* of an imported host
                     // function
  // The function in the convention of tail calls, if it makes such calls itself; null otherwise: then calling `code`
  // and returning is as good, since it can't be a link in an endless chain.
  const void* tail_code;
};
static_assert(sizeof(FuncRef) == 32 && offsetof(FuncRef, type_id) == 0);

// An imported function, as it is called.
struct VmFunctionImport {
  const void* code;
  void* context;
  const void* tail_code;  // as in FuncRef
};
static_assert(sizeof(VmFunctionImport) == 24);

// A memory's present state; written by memory.grow only. `base` never changes where the guard strategy is used.
struct VmMemory {
  uint8_t* base;
  uint64_t length;  // bytes
  uint64_t pages;
};
static_assert(sizeof(VmMemory) == 24);

// A memory as an instance sees it, its own or imported: the base where it can't move, and the shared state.
struct VmMemoryRef {
  uint8_t* base;
  VmMemory* memory;
};
static_assert(sizeof(VmMemoryRef) == 16);

// A table's present state; elements are FuncRef* or host pointers.
struct VmTable {
  void** elements;
  uint64_t length;
};
static_assert(sizeof(VmTable) == 16);

// The fixed head of the block. Written by the loader before any code runs, and constant from then on.
struct VmContext {
  const void* const* builtins;  // in the order of builtins.def
  // The store's, which is entered by one thread at a time: below this address host functions and builtins are not
  // called.
  const uintptr_t* stack_limit;
  void* instance;  // the loader's own
  // The store's, max_tail_arguments of them: where a caller in the convention of tail calls leaves the arguments that
  // find no register, and the callee takes them from at once.
  Value* tail_arguments;
  void* reserved[4];
};
static_assert(sizeof(VmContext) == 64);

// What a host function's thunk gets in the context register. The thunk stores the arguments in an array of Values
// (which has room for the results), calls `call`, and raises TrapCode::host if the result is not 0.
struct HostBinding {
  uint32_t (*call)(HostBinding* self, Value* args_and_results);
  const uintptr_t* stack_limit;  // as in VmContext
};
static_assert(offsetof(HostBinding, call) == 0 && offsetof(HostBinding, stack_limit) == 8);

// How many there are of each thing that has a place in the block.
struct VmShape {
  uint32_t types = 0;
  uint32_t imported_functions = 0;
  uint32_t memories = 0;            // imported and defined
  uint32_t tables = 0;              // imported and defined
  uint32_t globals = 0;             // imported and defined
  uint32_t escaping_functions = 0;  // those with a FuncRef
};

// Offsets in the block, in bytes, for targets with 64-bit pointers. Hot arrays first.
class VmLayout {
 public:
  constexpr explicit VmLayout(const VmShape& shape)
      : memories_(align(sizeof(VmContext))),
        tables_(memories_ + uint64_t{shape.memories} * sizeof(VmMemoryRef)),
        globals_(align(tables_ + uint64_t{shape.tables} * sizeof(VmTable*))),
        imports_(globals_ + uint64_t{shape.globals} * sizeof(Value)),
        type_ids_(imports_ + uint64_t{shape.imported_functions} * sizeof(VmFunctionImport)),
        funcrefs_(type_ids_ + uint64_t{shape.types} * sizeof(uint64_t)),
        size_(align(funcrefs_ + uint64_t{shape.escaping_functions} * sizeof(FuncRef))) {}

  [[nodiscard]] constexpr uint64_t memory(uint32_t index) const {
    return memories_ + uint64_t{index} * sizeof(VmMemoryRef);
  }
  // A VmTable*, whoever owns the table.
  [[nodiscard]] constexpr uint64_t table(uint32_t index) const { return tables_ + uint64_t{index} * sizeof(VmTable*); }
  // The value itself, of a global that the module defines; a Value*, of an imported one.
  [[nodiscard]] constexpr uint64_t global(uint32_t index) const { return globals_ + uint64_t{index} * sizeof(Value); }
  [[nodiscard]] constexpr uint64_t import(uint32_t index) const {
    return imports_ + uint64_t{index} * sizeof(VmFunctionImport);
  }
  // The process's canonical id of a function type, for comparison with FuncRef::type_id.
  [[nodiscard]] constexpr uint64_t type_id(uint32_t index) const {
    return type_ids_ + uint64_t{index} * sizeof(uint64_t);
  }
  // The FuncRef of the n-th escaping function.
  [[nodiscard]] constexpr uint64_t funcref(uint32_t n) const { return funcrefs_ + uint64_t{n} * sizeof(FuncRef); }
  [[nodiscard]] constexpr uint64_t size() const { return size_; }

 private:
  static constexpr uint64_t align(uint64_t offset) { return (offset + 15) & ~uint64_t{15}; }

  uint64_t memories_, tables_, globals_, imports_, type_ids_, funcrefs_, size_;
};

}  // namespace wasmc
