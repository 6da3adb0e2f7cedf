#include "compiler/translate/signature.h"

#include <llvm/IR/Type.h>

#include "compiler/module/limits.h"
#include "runtime-support/vmctx.h"

namespace wasmc {

namespace {

bool is_float(ValueType type) { return type == ValueType::f32() || type == ValueType::f64(); }

// How many values of each kind, and of both, fit the registers; the vectors count as floating-point numbers.
struct RegisterFile {
  unsigned integers;
  unsigned floats;
  unsigned total;
  bool has_vectors;
};

// What the calling conventions return in registers: LLVM would move the rest to memory in its own way, or, on x86-64,
// to the x87 stack, which is slow and changes NaNs.
RegisterFile result_registers(Architecture architecture) {
  if (architecture == Architecture::riscv64) return {2, 2, 2, false};
  return {3, 2, 5, true};
}

static_assert(limits::params <= max_tail_arguments);

// Those for arguments that a call can fill without the stack, next to the context.
RegisterFile argument_registers(Architecture architecture) {
  switch (architecture) {
    case Architecture::x86_64: return {6, 8, 14, true};
    case Architecture::aarch64: return {8, 8, 16, true};
    case Architecture::riscv64: return {7, 8, 15, false};
  }
  return {};
}

class RegisterAllocation {
 public:
  explicit RegisterAllocation(RegisterFile file) : file_(file) {}

  bool take(ValueType type) {
    if (file_.total == 0 || (type == ValueType::v128() && !file_.has_vectors)) return false;
    unsigned& left = is_float(type) || type == ValueType::v128() ? file_.floats : file_.integers;
    if (left == 0) return false;
    --left;
    --file_.total;
    return true;
  }

 private:
  RegisterFile file_;
};

llvm::Type* lower_results(llvm::LLVMContext& context, const FunctionType& type, Architecture architecture,
                          Signature& signature) {
  RegisterAllocation registers(result_registers(architecture));
  std::vector<llvm::Type*> returned;
  for (ValueType result : type.results) {
    if (registers.take(result)) {
      signature.results.push_back({true, static_cast<unsigned>(returned.size())});
      returned.push_back(lower_type(context, result));
    } else {
      signature.results.push_back({false, signature.area_results++});
    }
  }
  signature.register_results = static_cast<unsigned>(returned.size());
  if (returned.empty()) return llvm::Type::getVoidTy(context);
  return returned.size() == 1 ? returned[0] : llvm::StructType::get(context, returned);
}

using TypeList = std::vector<llvm::Type*>;

void lower_ordinary_params(llvm::LLVMContext& context, const FunctionType& type, Signature& signature,
                           TypeList& lowered) {
  for (ValueType param : type.params) {
    signature.params.push_back({true, static_cast<unsigned>(lowered.size())});
    lowered.push_back(lower_type(context, param));
  }
}

RegisterFile tail_registers(Architecture architecture, const Signature& signature) {
  RegisterFile file = argument_registers(architecture);
  if (signature.area_results != 0) --file.integers;
  return file;
}

void lower_tail_params(llvm::LLVMContext& context, const FunctionType& type, Architecture architecture,
                       Signature& signature, TypeList& lowered) {
  RegisterAllocation registers(tail_registers(architecture, signature));
  unsigned next_slot = 0;
  for (ValueType param : type.params) {
    if (registers.take(param)) {
      signature.params.push_back({true, static_cast<unsigned>(lowered.size())});
      lowered.push_back(lower_type(context, param));
    } else {
      signature.params.push_back({false, next_slot++});
    }
  }
}

// LLVM's C convention makes tail calls between equal types only: so all registers are parameters, used or not.
void lower_uniform_params(llvm::LLVMContext& context, const FunctionType& type, Architecture architecture,
                          Signature& signature, TypeList& lowered) {
  const RegisterFile file = tail_registers(architecture, signature);
  auto next_integer = static_cast<unsigned>(lowered.size());
  unsigned next_float = next_integer + file.integers;
  lowered.insert(lowered.end(), file.integers, llvm::Type::getInt64Ty(context));
  lowered.insert(lowered.end(), file.floats, llvm::Type::getDoubleTy(context));
  RegisterAllocation registers(file);
  unsigned next_slot = 0;
  for (ValueType param : type.params) {
    const bool in_register = registers.take(param);
    unsigned& next = !in_register ? next_slot : is_float(param) ? next_float : next_integer;
    signature.params.push_back({in_register, next++});
  }
}

llvm::CallingConv::ID convention_of(Architecture architecture, Convention convention) {
  if (!context_in_swiftself(architecture)) return llvm::CallingConv::C;
  return convention == Convention::tail ? llvm::CallingConv::SwiftTail : llvm::CallingConv::Swift;
}

}  // namespace

llvm::Type* lower_type(llvm::LLVMContext& context, ValueType type) {
  if (type.is_reference()) return llvm::PointerType::get(context, 0);
  switch (type.bits()) {
    case 0x7f: return llvm::Type::getInt32Ty(context);
    case 0x7e: return llvm::Type::getInt64Ty(context);
    case 0x7d: return llvm::Type::getFloatTy(context);
    case 0x7c: return llvm::Type::getDoubleTy(context);
    default: assert(type == ValueType::v128()); return llvm::FixedVectorType::get(llvm::Type::getInt8Ty(context), 16);
  }
}

Signature lower_signature(llvm::LLVMContext& context, const FunctionType& type, Architecture architecture,
                          Convention convention) {
  Signature signature;
  signature.convention = convention_of(architecture, convention);
  llvm::Type* result = lower_results(context, type, architecture, signature);
  TypeList params(signature.first_parameter(), llvm::PointerType::get(context, 0));
  if (convention == Convention::ordinary) {
    lower_ordinary_params(context, type, signature, params);
  } else if (signature.convention == llvm::CallingConv::C) {
    lower_uniform_params(context, type, architecture, signature, params);
  } else {
    lower_tail_params(context, type, architecture, signature, params);
  }
  signature.type = llvm::FunctionType::get(result, params, false);
  return signature;
}

bool context_in_swiftself(Architecture architecture) { return architecture != Architecture::riscv64; }

}  // namespace wasmc
