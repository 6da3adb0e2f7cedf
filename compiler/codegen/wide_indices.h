// Extends indices of linear memory where they are computed.
#pragma once

#include <llvm/CodeGen/TargetPassConfig.h>
#include <llvm/IR/Function.h>
#include <llvm/TargetParser/Triple.h>

namespace wasmc {

// An address adds 32 bits, extended by zeros, to the memory's base. x86-64 extends for nothing when it computes the 32
// bits, but instruction selection sees one block at a time: an index that comes from another one, as that of a loop
// does, takes an instruction of its own before each use. Here phis of indices are made phis of 64 bits, of values
// extended where they are computed, as are indices used in other blocks. False if there is nothing to do.
bool widen_indices(llvm::Function& function);

// Does that before instruction selection, after all that understands indices of 32 bits better. Nothing on other
// machines, whose addresses extend or whose registers hold 32 bits extended by their sign.
void add_widen_indices(llvm::TargetPassConfig& config, const llvm::Triple& triple);

}  // namespace wasmc
