// Validates constant expressions (section 3.4.14 "Constant Expressions"). A validator belongs to one thread.
#pragma once

#include <cstdint>

#include "compiler/module/module.h"
#include "compiler/module/visitor.h"
#include "compiler/validate/function.h"
#include "format/base/result.h"

namespace wasmc {

class ConstExprValidator : public PartialVisitor<ConstExprValidator> {
 public:
  explicit ConstExprValidator(const Module& module) : module_(module), typing_(module) {}

  // Fails unless the expression is constant, has a value of that type, and reads immutable globals with an index below
  // `visible_globals` only.
  [[nodiscard]] Status validate(const ConstExpr& expression, ValueType type, size_t visible_globals);

  void at(uint64_t offset) { typing_.at(offset); }
  [[nodiscard]] Error take_error() { return typing_.take_error(); }

  bool other(Opcode opcode);
  bool i32_const(const I32Const& constant) { return typing_.i32_const(constant); }
  bool i64_const(const I64Const& constant) { return typing_.i64_const(constant); }
  bool f32_const(const F32Const& constant) { return typing_.f32_const(constant); }
  bool f64_const(const F64Const& constant) { return typing_.f64_const(constant); }
  bool v128_const(const V128Const& constant) { return typing_.v128_const(constant); }
  bool i32_add() { return check_arithmetic() && typing_.i32_add(); }
  bool i32_sub() { return check_arithmetic() && typing_.i32_sub(); }
  bool i32_mul() { return check_arithmetic() && typing_.i32_mul(); }
  bool i64_add() { return check_arithmetic() && typing_.i64_add(); }
  bool i64_sub() { return check_arithmetic() && typing_.i64_sub(); }
  bool i64_mul() { return check_arithmetic() && typing_.i64_mul(); }
  bool ref_null(const ReferenceType& reference) { return typing_.ref_null(reference); }
  bool ref_func(const FunctionIndex& function) { return typing_.ref_func(function); }
  bool ref_i31() { return typing_.ref_i31(); }
  bool struct_new(const TypeIndex& type) { return typing_.struct_new(type); }
  bool struct_new_default(const TypeIndex& type) { return typing_.struct_new_default(type); }
  bool array_new(const TypeIndex& type) { return typing_.array_new(type); }
  bool array_new_default(const TypeIndex& type) { return typing_.array_new_default(type); }
  bool array_new_fixed(const ArrayFixed& array) { return typing_.array_new_fixed(array); }
  bool any_convert_extern() { return typing_.any_convert_extern(); }
  bool extern_convert_any() { return typing_.extern_convert_any(); }
  bool global_get(const GlobalIndex& global);
  bool end() { return typing_.end(); }

 private:
  bool check_arithmetic();

  const Module& module_;
  FunctionValidator typing_;
  size_t visible_globals_ = 0;
};

}  // namespace wasmc
