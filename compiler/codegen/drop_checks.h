// Removes bounds checks that others make needless. LLVM can't know why they do: a memory never shrinks, so that what
// was inside once is inside for good, whatever was called in between. Used by one thread per module.
#pragma once

#include <llvm/IR/Module.h>

namespace wasmc {

// Drops each check that one of the same index and of no fewer bytes dominates. Wants SSA form, before any pass has
// changed the form of the checks.
void drop_dominated_checks(llvm::Module& ir);

}  // namespace wasmc
