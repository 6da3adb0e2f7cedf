// Evaluates constant expressions (section 3.4.13): initial values of globals and tables, offsets and items of segments.
#pragma once

#include <cstdint>
#include <span>

#include "format/base/result.h"
#include "loader/instance.h"

namespace wasmc {

// `expression` is in the binary format, its `end` included. It can name functions that have a reference and those
// globals that the instance has so far. Fails if it is malformed, if it needs an unsupported instruction, or if its
// result is not of the expected type; of references only the size is checked.
[[nodiscard]] Result<Value> evaluate(const Instance& instance, std::span<const uint8_t> expression, ValueType expected);

}  // namespace wasmc
