// Functions that call themselves: LLVM inlines no such call.
#pragma once

#include <llvm/IR/Function.h>

namespace wasmc {

// Copies a small function into each of its calls of itself, and once more into each of those that this makes, so that
// fewer and deeper calls are left. True if it did. Usable from any thread.
bool inline_recursion(llvm::Function& function);

}  // namespace wasmc
