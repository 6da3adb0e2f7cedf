// How a wasm function type is lowered to an LLVM one (spec/abi.md, "Calls"). Parameters: the context, then, if some
// results don't fit the registers, a pointer to an area for them, then the parameters. Results that fit are returned
// in a struct; the others are stored to the area, a 16-byte slot each.
#pragma once

#include <cstdint>
#include <vector>

#include <llvm/IR/CallingConv.h>
#include <llvm/IR/DerivedTypes.h>

#include "format/target.h"
#include "format/types.h"

namespace wasmc {

[[nodiscard]] llvm::Type* lower_type(llvm::LLVMContext& context, ValueType type);

struct Signature {
  struct ResultPlace {
    bool in_register;
    unsigned index;  // in the struct or in the area
  };

  llvm::FunctionType* type = nullptr;
  std::vector<ResultPlace> results;
  unsigned register_results = 0;
  unsigned area_results = 0;

  [[nodiscard]] unsigned first_parameter() const { return area_results == 0 ? 1 : 2; }
};

[[nodiscard]] Signature lower_signature(llvm::LLVMContext& context, const FunctionType& type);

// Of the functions of modules; swiftcc where LLVM has it, for its registers (context in r13 / x20).
[[nodiscard]] llvm::CallingConv::ID wasm_calling_convention(Architecture architecture);

// True if the context travels in swiftself's register.
[[nodiscard]] bool context_in_swiftself(Architecture architecture);

}  // namespace wasmc
