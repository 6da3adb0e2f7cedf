// The kinds of traps; the numbers are part of the artifact and of the ABI. Usable from signal handlers.
#pragma once

#include <cstdint>

namespace wasmc {

enum class TrapCode : uint8_t {
  none = 0,
#define TRAP(code, name, text) name = code,
#include "runtime-support/traps.def"
#undef TRAP
};

// The words for it, or nullptr for a number that is none.
constexpr const char* trap_text(TrapCode code) {
  switch (code) {
    case TrapCode::none: return nullptr;
#define TRAP(number, name, text) \
  case TrapCode::name: return text;
#include "runtime-support/traps.def"
#undef TRAP
  }
  return nullptr;
}

}  // namespace wasmc
