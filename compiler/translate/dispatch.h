// Dispatch tables: where calls through a closed table (analyze/closed_tables.h) find code and type of an element at
// once. An array in the read-only data beside each such table, with an entry for each element: how far its code is from
// the array, and its type. So a call compares with constants and needs no FuncRef, and the callee's context is the
// caller's.
#pragma once

#include <string>

#include <llvm/IR/GlobalVariable.h>

#include "compiler/translate/context.h"

namespace wasmc {

// The type of an element that is null.
inline constexpr uint32_t no_type = 0xffffffff;

// Declared in this partition.
[[nodiscard]] llvm::GlobalVariable* dispatch_table(PartitionContext& context, uint32_t table);
// Defines it, in one partition of the module.
void define_dispatch_table(PartitionContext& context, uint32_t table);

}  // namespace wasmc
