#include "compiler/translate/signature.h"

#include <llvm/IR/Type.h>

namespace wasmc {

namespace {

// What every supported calling convention returns in registers. More floating-point values than this go through the x87
// stack on x86-64, which is slow and changes NaNs.
constexpr unsigned max_integer_results = 3;
constexpr unsigned max_float_results = 2;

struct ResultRegisters {
  unsigned integers = 0;
  unsigned floats = 0;

  bool take(ValueType type) {
    const bool is_float = type == ValueType::f32() || type == ValueType::f64() || type == ValueType::v128();
    if (is_float) return floats < max_float_results && ++floats != 0;
    return integers < max_integer_results && ++integers != 0;
  }
};

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

Signature lower_signature(llvm::LLVMContext& context, const FunctionType& type) {
  Signature signature;
  ResultRegisters registers;
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

  llvm::Type* pointer = llvm::PointerType::get(context, 0);
  std::vector<llvm::Type*> params(signature.first_parameter(), pointer);
  for (ValueType param : type.params) params.push_back(lower_type(context, param));

  llvm::Type* result = llvm::Type::getVoidTy(context);
  if (returned.size() == 1) result = returned[0];
  if (returned.size() > 1) result = llvm::StructType::get(context, returned);
  signature.type = llvm::FunctionType::get(result, params, false);
  return signature;
}

bool context_in_swiftself(Architecture architecture) { return architecture != Architecture::riscv64; }

llvm::CallingConv::ID wasm_calling_convention(Architecture architecture) {
  return context_in_swiftself(architecture) ? llvm::CallingConv::Swift : llvm::CallingConv::C;
}

}  // namespace wasmc
