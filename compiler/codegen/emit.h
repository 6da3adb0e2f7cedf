// LLVM module -> ELF object, with the trap sites in a section of their own.
#pragma once

#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

#include "format/base/result.h"

namespace wasmc {

// The section of trap sites in objects: per site the distance from the entry's own place to the instruction (32 bits),
// the offset in the source module (32 bits) and the trap code (32 bits).
inline constexpr const char* trap_section_name = "wasmc_traps";

// Fails if an access has lost its site, which would be a mistake of ours or a change in LLVM.
[[nodiscard]] Result<llvm::SmallVector<char, 0>> emit_object(llvm::Module& ir, llvm::TargetMachine& machine);

}  // namespace wasmc
