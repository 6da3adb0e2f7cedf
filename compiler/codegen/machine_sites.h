// Trap sites among machine instructions (translate/site.h says how IR carries them).
#pragma once

#include <optional>

#include <llvm/CodeGen/MachineInstr.h>

#include "compiler/translate/site.h"

namespace wasmc {

// The site that the instruction is, if it is one.
[[nodiscard]] std::optional<Site> find_site(const llvm::MachineInstr& instruction);

// True for accesses to memory that must be a site.
[[nodiscard]] bool must_be_site(const llvm::MachineInstr& instruction);

}  // namespace wasmc
