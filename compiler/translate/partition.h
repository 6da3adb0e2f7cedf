// Function bodies -> LLVM IR.
#pragma once

#include <span>

#include "compiler/translate/context.h"

namespace wasmc {

// What the positions in the IR of functions with these indices, ascending, are relative to: so that they stay the same
// when what is before the functions in the module grows.
[[nodiscard]] uint32_t position_base(const Module& module, std::span<const uint32_t> functions);

// Translates the bodies of the functions with these indices into `ir`, and those of `copied`, which belong to other
// partitions. The module is valid. Positions, those of the pinned accesses as well, are relative to position_base() of
// the functions, modulo 2^32.
void translate_functions(llvm::Module& ir, const ModuleFacts& facts, std::span<const uint32_t> functions,
                         std::span<const uint32_t> copied, const PinnedAccesses& pinned);

// Which signatures need a thunk in either direction, and which functions one for ordinary calls.
struct ThunkPlan {
  std::vector<uint32_t> entries;  // type indices of functions that the host can call
  std::vector<uint32_t> hosts;    // type indices of imported functions
  std::vector<uint32_t> tails;    // functions of the tail convention that are called from elsewhere
};

[[nodiscard]] ThunkPlan plan_thunks(const ModuleFacts& facts);

void translate_thunks(llvm::Module& ir, const ModuleFacts& facts, const ThunkPlan& plan);

}  // namespace wasmc
