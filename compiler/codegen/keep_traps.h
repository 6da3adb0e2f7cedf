// Keeping the traps of memory accesses that LLVM takes for free of effects (design: a plain load may be deleted when
// its value is unused, but in wasm it may trap). Accesses are plain while the optimiser works, so that it can vectorise
// and combine them; those whose value nobody needs are volatile from the start; what the optimiser deletes all the same
// is found out afterwards, and the partition is compiled again with these accesses volatile. Used by one thread per
// module.
#pragma once

#include <vector>

#include <llvm/IR/Module.h>

#include "compiler/codegen/access_audit.h"

namespace wasmc {

// Makes the loads volatile whose values have no influence on anything that can be observed. Wants SSA form.
void pin_dead_accesses(llvm::Module& ir);

// True of the accesses that passes may move and delete, and that are sites or have been.
[[nodiscard]] bool is_plain_access(const llvm::Instruction& instruction);
// True of those of them that are sites.
[[nodiscard]] bool is_plain_site(const llvm::Instruction& instruction);
// True of accesses of vectors, some of which are calls of intrinsics.
[[nodiscard]] bool accesses_lanes(const llvm::Instruction& access);

// Accesses on different paths that have been made one, so that its position would be that of only one of them. (The
// lanes of a vector are different: which of them traps is not told apart.)
[[nodiscard]] std::vector<LostAccess> find_merged_accesses(llvm::Module& ir);

// Makes volatile all accesses that may trap, which the code generator, unlike the optimiser, would narrow, merge and
// drop for no gain, and the stores that are known not to, which it would move past them.
void make_accesses_volatile(llvm::Module& ir);

}  // namespace wasmc
