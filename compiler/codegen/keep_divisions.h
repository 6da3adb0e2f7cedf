// Keeping divisions behind the checks of their divisors. Used by one thread per module.
#pragma once

#include <llvm/IR/Module.h>

namespace wasmc {

// Hides the results of divisions whose divisor is not constant from the analysis of loops. LLVM's loop strength
// reduction computes what a loop adds in each round anew at the loop's head, and if that is a quotient it does so ahead
// of the branch that leads to it only where the divisor is not zero. To be done after all passes that simplify: they
// would see that hiding changes nothing.
void hide_quotients(llvm::Module& ir);

}  // namespace wasmc
