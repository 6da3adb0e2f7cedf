// Values between scripts and compiled code. Usable from any thread.
#pragma once

#include <string>

#include "compiler/text/script_values.h"
#include "format/types.h"
#include "runtime-support/value.h"

namespace wasmc {

// True if a value that a script writes can be passed for a parameter of the type.
[[nodiscard]] bool fits(const ScriptValue& value, ValueType type);

// What compiled code is given for it. A host's reference is an address that nobody looks at, one for each number.
[[nodiscard]] Value to_value(const ScriptValue& value);

// True if the value, of that type, is what the script expects.
[[nodiscard]] bool matches(const ScriptResult& expected, ValueType type, const Value& value);

// As the text format writes them; an actual vector in the lanes that are expected.
[[nodiscard]] std::string describe(const ScriptResult& expected);
[[nodiscard]] std::string describe(const ScriptResult& expected, ValueType type, const Value& value);
[[nodiscard]] std::string describe(const ScriptValue& value);

}  // namespace wasmc
