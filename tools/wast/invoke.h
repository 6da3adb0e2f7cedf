// Performs the actions of scripts.
#pragma once

#include <string>
#include <vector>

#include "compiler/text/script.h"
#include "loader/instance.h"

namespace wasmc {

struct ActionOutcome {
  // `impossible`: the instance has no such export, or it is of another type.
  enum class Kind : uint8_t { values, trap, impossible };

  Kind kind = Kind::impossible;
  std::string message;  // unless it has values
  std::vector<Value> values;
  std::vector<ValueType> types;  // of the values
};

[[nodiscard]] ActionOutcome perform(Instance& instance, const ScriptAction& action);

}  // namespace wasmc
