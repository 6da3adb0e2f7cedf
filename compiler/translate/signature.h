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

// `tail` is the convention of functions that make tail calls: a call can replace the caller's frame, whatever the
// types of both. All its arguments are in registers, or in VmContext::tail_arguments.
enum class Convention : uint8_t { ordinary, tail };

[[nodiscard]] llvm::Type* lower_type(llvm::LLVMContext& context, ValueType type);

struct Signature {
  struct Place {
    bool in_register;
    unsigned index;  // of a parameter: of the LLVM one; of a result: in the struct; else the slot in memory
  };

  llvm::FunctionType* type = nullptr;
  llvm::CallingConv::ID convention = llvm::CallingConv::C;
  std::vector<Place> params;
  std::vector<Place> results;
  unsigned register_results = 0;
  unsigned area_results = 0;

  [[nodiscard]] unsigned first_parameter() const { return area_results == 0 ? 1 : 2; }
};

[[nodiscard]] Signature lower_signature(llvm::LLVMContext& context, const FunctionType& type, Architecture architecture,
                                        Convention convention);

// True if the context travels in swiftself's register.
[[nodiscard]] bool context_in_swiftself(Architecture architecture);

}  // namespace wasmc
