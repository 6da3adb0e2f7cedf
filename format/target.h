// What machine an artifact's code is for, as the header records it, and how it was compiled. Usable from any thread.
#pragma once

#include <cstdint>

namespace wasmc {

enum class Architecture : uint8_t { x86_64 = 1, aarch64 = 2, riscv64 = 3 };
enum class OperatingSystem : uint8_t { linux_ = 1 };

// How accesses beyond the end of a linear memory are found out.
enum class MemoryStrategy : uint8_t {
  guard = 1,    // reserved address space without access behind the memory
  checked = 2,  // comparisons in the code
};

// The compiler's option -O, as the header numbers it.
enum class OptimisationLevel : uint8_t { O0 = 0, O1 = 1, O2 = 2, O3 = 3, Os = 4 };

// "x86_64", ... or nullptr for a number that is none.
constexpr const char* to_string(Architecture architecture) {
  switch (architecture) {
    case Architecture::x86_64: return "x86_64";
    case Architecture::aarch64: return "aarch64";
    case Architecture::riscv64: return "riscv64";
  }
  return nullptr;
}

constexpr const char* to_string(OperatingSystem system) {
  return system == OperatingSystem::linux_ ? "linux" : nullptr;
}

constexpr const char* to_string(MemoryStrategy strategy) {
  switch (strategy) {
    case MemoryStrategy::guard: return "guard";
    case MemoryStrategy::checked: return "checked";
  }
  return nullptr;
}

constexpr const char* to_string(OptimisationLevel level) {
  switch (level) {
    case OptimisationLevel::O0: return "-O0";
    case OptimisationLevel::O1: return "-O1";
    case OptimisationLevel::O2: return "-O2";
    case OptimisationLevel::O3: return "-O3";
    case OptimisationLevel::Os: return "-Os";
  }
  return nullptr;
}

}  // namespace wasmc
