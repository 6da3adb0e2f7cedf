// Products of 128 bits that were put together from products of 32 bits: what compilers make of a multiplication of 128
// bits for WebAssembly (`__multi3`), which has no instruction for it.
#pragma once

#include <llvm/IR/Function.h>

namespace wasmc {

// Makes one multiplication of both halves of such a product. True if there was one. Usable from any thread.
bool join_long_multiplications(llvm::Function& function);

}  // namespace wasmc
