// Loops over the bits of a word, as of an encoder that takes six bits at a time from what it has gathered: they run a
// few rounds, which nothing in WebAssembly says. Usable from any thread.
#pragma once

#include <optional>

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/ScalarEvolution.h>

namespace wasmc {

// How often the innermost loop runs at most if no amount that it shifts by exceeds the word's bits. They may, since
// amounts wrap; so this is an estimate. Nothing if it shifts by no amount that steps through the bits.
[[nodiscard]] std::optional<unsigned> rounds_over_bits(const llvm::Loop& loop, llvm::ScalarEvolution& evolution);

}  // namespace wasmc
