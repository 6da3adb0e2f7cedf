// Functions that are too large for passes whose time grows faster than what they work on: interpreter loops, generated
// parsers, the dispatch functions of Go. Two steps: a pass is left out where it would take longer than all others
// together, and what no pipeline could compile in time linear in its size is compiled as at -O0. Neither changes what
// code does. Usable from any thread.
#pragma once

#include <cstddef>

#include <llvm/IR/Module.h>
#include <llvm/IR/PassInstrumentation.h>

namespace wasmc {

struct FunctionSize {
  size_t instructions = 0;
  size_t blocks = 0;
  size_t possible_phis = 0;  // blocks times the variables that are not in SSA form
  size_t phi_run = 0;        // the most phis at the start of one block
  size_t phi_operands = 0;   // of all phis together
};

[[nodiscard]] FunctionSize measure(const llvm::Function& function);

// Leaves passes out for the functions that are too large for them.
void limit_passes(llvm::PassInstrumentationCallbacks& callbacks);

// True if a function of the module, in SSA form, is too large to be optimised at all.
[[nodiscard]] bool is_too_large_to_optimise(const llvm::Module& ir);

}  // namespace wasmc
