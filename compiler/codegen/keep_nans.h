// Keeping NaNs quiet where LLVM would leave them signalling. Arithmetic on a NaN gives a quiet one in wasm (section
// 4.3.3 "NaN propagation") and in every CPU; LLVM however takes x * 1 for x, signalling or not, and so for other
// operands that change nothing. Used by one thread per module.
#pragma once

#include <llvm/IR/Module.h>

namespace wasmc {

// Makes quiet what such operations work on: they may then be taken away. Wants SSA form, and to be called again when
// more operands are known.
void keep_nans_quiet(llvm::Module& ir);

// Makes vectors of two f32, which optimisation may have built, such that LLVM's code generator for x86-64 can quiet
// them: it gives up on these alone. To be called after optimisation.
void widen_quieting(llvm::Module& ir);

}  // namespace wasmc
