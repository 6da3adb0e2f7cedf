// What scalar evolution tells of the values in a loop. Used by one thread per module.
#pragma once

#include <llvm/Analysis/ScalarEvolution.h>

namespace wasmc {

// True if the loop ends after a number of rounds that is known to be small enough. If not, nothing is known of what
// changes from round to round. (Of a loop up to a variable LLVM says that it has some 2^32 rounds at most, or that by
// its step.)
[[nodiscard]] bool has_known_length(const llvm::Loop& loop, llvm::ScalarEvolution& evolution);

// Says of the sums of 32 bits in an index that they don't wrap, where their ranges tell: what they are extended to is
// then a sum, too. Wants to be called before anything else is asked about the index.
void note_sums(llvm::Value& index, llvm::ScalarEvolution& evolution);

}  // namespace wasmc
