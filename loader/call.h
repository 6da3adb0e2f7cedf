// Calls from the host into compiled code, and how they end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "loader/store.h"
#include "runtime-support/traps.h"
#include "runtime-support/value.h"

namespace wasmc {

// Where a trap happened, if it is known: traps in thunks and in functions of the C library have no position.
struct TrapPosition {
  uint32_t wasm_offset = 0;  // of the instruction; of the function, for code that belongs to no instruction
  uint32_t function = 0;     // index in its module
  std::string function_name;
};

struct Trap {
  TrapCode code = TrapCode::none;
  std::string message;
  std::optional<TrapPosition> position;
};

// "out of bounds memory access", and the position on a line of its own.
[[nodiscard]] std::string to_string(const Trap& trap);

struct CallOutcome {
  enum class Kind : uint8_t { ok, trap, exit };

  Kind kind = Kind::ok;
  Trap trap;               // if kind is trap
  uint32_t exit_code = 0;  // if kind is exit: a host function ended the program

  [[nodiscard]] bool is_ok() const { return kind == Kind::ok; }
};

[[nodiscard]] CallOutcome trapped(TrapCode code);

// Calls a function of the store, on the store's stack. The values hold the arguments in order and receive the results
// in order, and must have room for both; their types are the caller's responsibility. Host functions may call it again.
// The first call installs handlers for the signals of traps (signals.h).
[[nodiscard]] CallOutcome invoke(Store& store, const FuncRef& function, Value* args_and_results);

}  // namespace wasmc
