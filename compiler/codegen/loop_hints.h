// What LLVM's loop vectoriser is told of loops before it looks at them.
#pragma once

#include <llvm/IR/PassInstrumentation.h>
#include <llvm/IR/PassManager.h>
#include <llvm/Target/TargetMachine.h>

namespace wasmc {

// How often loops over bits run (bit_loops.h). On x86-64: to take one vector at a time of sparse loops
// (sparse_loops.h), and to do without AVX-512 in functions that have them. All that is passed outlives the passes'
// runs.
void give_loop_hints(llvm::PassInstrumentationCallbacks& callbacks, llvm::FunctionAnalysisManager& analyses,
                     const llvm::TargetMachine& machine);

}  // namespace wasmc
