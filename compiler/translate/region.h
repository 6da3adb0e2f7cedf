// The kinds of memory that never overlap; LLVM learns it through TBAA. Used by one thread per module.
#pragma once

#include <cstdint>

#include <llvm/IR/Instruction.h>
#include <llvm/IR/Metadata.h>

namespace wasmc {

enum class Region : uint8_t { linear_memory, instance, globals, tables, values };

inline constexpr const char* region_names[] = {"linear memory", "instance", "globals", "tables", "values"};

// True if the access was marked as one to the whole of this region.
[[nodiscard]] bool is_in_region(const llvm::Instruction& access, Region region);

}  // namespace wasmc
