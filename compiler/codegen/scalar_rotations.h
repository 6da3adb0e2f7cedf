// Hashes and ciphers, whose work is rotations: x86-64 rotates a register by one instruction and vectors, before
// AVX-512, by three or more, which LLVM's superword vectoriser takes for a gain. Usable from any thread.
#pragma once

#include <llvm/IR/Function.h>
#include <llvm/IR/PassInstrumentation.h>
#include <llvm/Target/TargetMachine.h>

namespace wasmc {

// True if much of what the function does is rotating scalars.
[[nodiscard]] bool mostly_rotates(const llvm::Function& function);

// Leaves the superword vectoriser out for such functions where the machine rotates scalars better.
void keep_rotations_scalar(llvm::PassInstrumentationCallbacks& callbacks, const llvm::TargetMachine& machine);

}  // namespace wasmc
