// The form in which values cross between host and compiled code: one 16-byte slot each. Usable from any thread.
#pragma once

#include <cstdint>
#include <cstring>

namespace wasmc {

// Which member counts is known from the value's type. Floating-point values travel as their bits, so that NaNs keep
// theirs. References: a FuncRef* or a host's pointer, null for null. The largest member comes first, so that `Value{}`
// is zero, or null, whatever the type.
union alignas(16) Value {
  uint8_t v128[16];
  uint32_t i32;
  uint64_t i64;
  uint32_t f32_bits;
  uint64_t f64_bits;
  void* reference;
};
static_assert(sizeof(Value) == 16 && alignof(Value) == 16);

}  // namespace wasmc
