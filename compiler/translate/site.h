// Where compiled code may trap, and how the position travels through LLVM: each access to linear memory (and each read
// through a reference that may be null) carries an alias scope of its own, which no !noalias names. It means nothing to
// the optimiser, is kept by every pass that keeps the access, survives in the memory operands of machine instructions,
// and its name holds the site. Explicit traps are inline assembly whose source-location cookie holds the site.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <llvm/IR/Instruction.h>
#include <llvm/IR/Metadata.h>

#include "runtime-support/traps.h"

namespace wasmc {

struct Site {
  uint32_t wasm_offset = 0;  // of the instruction in the source module; 0 for code that belongs to no instruction
  TrapCode code = TrapCode::none;
};

// The column of the locations of instructions that the code generator may take apart, such as an atomic update into a
// loop: whatever accesses memory at such a location is a site.
inline constexpr unsigned every_access_column = 1;

// Makes `access`, a load or store, a site.
void mark_site(llvm::Instruction& access, llvm::MDNode* domain, Site site);

// Takes it back: the address is known to be in bounds. An access that LLVM makes of this one and of others is a site if
// one of the others is.
void mark_in_bounds(llvm::Instruction& access);
// True of the scopes of accesses that have all been marked so.
[[nodiscard]] bool are_in_bounds(const llvm::MDNode* scopes);

// True for loads and stores that are sites.
[[nodiscard]] bool is_site(const llvm::Instruction& instruction);

// The sites in a list of alias scopes: several where LLVM has merged accesses. The list may be absent.
[[nodiscard]] std::vector<Site> sites_of_scopes(const llvm::MDNode* scopes);
// The one that comes first in the module: of accesses side by side that LLVM has combined it is the first to trap, if
// all of them would.
[[nodiscard]] std::optional<Site> site_of_scopes(const llvm::MDNode* scopes);

// For inline assembly.
[[nodiscard]] uint64_t encode_cookie(Site site);
[[nodiscard]] Site decode_cookie(uint64_t cookie);

}  // namespace wasmc
