// The comparisons before accesses to checked memories, so that later passes can tell them from others.
#pragma once

#include <cstdint>
#include <optional>

#include <llvm/IR/Instructions.h>

namespace wasmc {

// A branch that traps unless the bytes index to index + last lie inside of the memory.
struct BoundsCheck {
  uint32_t memory;
  llvm::Value* index;  // i32 or i64, as the memory's indices are
  uint64_t last;
};

// Notes on the condition what it compares. In the form for 32-bit indices it is
// (zext index) + last >= length, in that for 64-bit ones index >= length - last.
void mark_bounds_check(llvm::Value& condition, const BoundsCheck& check);

// The check that ends a block, or nothing: if there is none, or none in this form any more.
[[nodiscard]] std::optional<BoundsCheck> bounds_check_of(const llvm::BasicBlock& block);

}  // namespace wasmc
