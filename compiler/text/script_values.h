// The values that scripts pass to functions, and what they say of results. Usable from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/text/cursor.h"
#include "format/base/result.h"

namespace wasmc {

// A number, or a lane of a vector: its bits, or that it is some NaN.
struct ScriptNumber {
  enum class Kind : uint8_t { bits, canonical_nan, arithmetic_nan };

  Kind kind = Kind::bits;
  uint64_t bits = 0;
  bool operator==(const ScriptNumber&) const = default;
};

// How the lanes of a vector are written.
enum class LaneShape : uint8_t { i8x16, i16x8, i32x4, i64x2, f32x4, f64x2 };
[[nodiscard]] unsigned bits_of_lane(LaneShape shape);

// A constant; of a result, possibly a pattern for several values.
struct ScriptValue {
  enum class Type : uint8_t { i32, i64, f32, f64, v128, null, reference };
  // What is known of a reference that is not null. `host` ones are a host's values that wasm can cast, `extern_` ones
  // those that it can't.
  enum class Reference : uint8_t { func, extern_, host, any, eq, i31, structure, array, exception, continuation };

  Type type = Type::i32;
  LaneShape shape = LaneShape::i8x16;                  // of a vector
  std::vector<ScriptNumber> numbers{};                 // one; of a vector, its lanes from the lowest on
  Reference reference = Reference::any;                // of a reference
  std::optional<uint32_t> host_number = std::nullopt;  // by which a script calls a host's value
};

// A result may be any of these.
using ScriptResult = std::vector<ScriptValue>;

// `(i32.const 7)`, `(ref.null func)`, `(ref.extern 1)`, ...
[[nodiscard]] Result<ScriptValue> parse_script_value(TokenCursor& cursor);
// The same, with patterns, or `(either ...)` of them.
[[nodiscard]] Result<ScriptResult> parse_script_result(TokenCursor& cursor);

}  // namespace wasmc
