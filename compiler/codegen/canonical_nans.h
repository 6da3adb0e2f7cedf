// NaNs of the deterministic profile (appendix A.4 "Profiles"): those that arithmetic makes are positive and canonical,
// whatever the CPU does. Used by one thread per module.
#pragma once

#include <llvm/IR/Module.h>

namespace wasmc {

// On functions whose NaNs are to be canonical.
inline constexpr const char* canonical_nans_attribute = "wasmc-canonical-nans";

// Replaces the NaNs among the results of floating-point operations in such functions, except where nothing but another
// operation, which will have its own replaced, or a comparison uses a result. To be called before anything is
// optimised: LLVM takes one NaN for as good as another.
void make_nans_canonical(llvm::Module& ir);

}  // namespace wasmc
