// Wasm values as users write and read them.
#pragma once

#include <string>
#include <string_view>

#include "format/base/result.h"
#include "format/types.h"
#include "runtime-support/value.h"

namespace wasmc {

// Integers in decimal or hexadecimal, signed or unsigned; floating-point numbers in decimal or hexadecimal, inf, nan
// and nan:0xBITS; vectors as 32 hexadecimal digits, the first byte in memory first; references only null.
[[nodiscard]] Result<Value> parse_value(ValueType type, std::string_view text);

// In the same form, integers signed and in decimal, numbers with as few digits as they need.
[[nodiscard]] std::string print_value(ValueType type, const Value& value);

}  // namespace wasmc
