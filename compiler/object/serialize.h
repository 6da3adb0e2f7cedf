// The code of a partition as bytes, for caches. Not a format that outlives a version of the compiler. Usable from any
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "compiler/object/object_code.h"

namespace wasmc {

[[nodiscard]] std::vector<uint8_t> write_objects(std::span<const ObjectCode> objects);

// Nothing if the bytes are not what write_objects() gives: cut off, too long, or with references to what is not there.
[[nodiscard]] std::optional<std::vector<ObjectCode>> read_objects(std::span<const uint8_t> bytes);

}  // namespace wasmc
