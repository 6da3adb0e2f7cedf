// What the whole module tells about its parts, computed once before translation and shared by all partitions.
// Immutable; usable from any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/analyze/closed_tables.h"
#include "compiler/module/module.h"
#include "format/target.h"
#include "runtime-support/memory_strategy.h"
#include "runtime-support/vmctx.h"

namespace wasmc {

// What the code may use beyond its architecture's least CPU, as far as translation depends on it.
struct CpuFacts {
  bool ssse3 = false;    // pshufb, pmaddubsw, pmulhrsw
  bool sse41 = false;    // rounding, blends
  bool fma = false;      // fused multiplication and addition, on any architecture
  bool avx512 = false;   // with vl and dq: conversions from and to unsigned integers, vpternlog
  bool dotprod = false;  // sdot
};

struct ModuleFacts {
  const Module& module;
  Architecture architecture;
  std::vector<uint32_t> escaping_functions;  // ascending indices; the n-th has the n-th FuncRef of the instance
  VmLayout layout;
  std::vector<bool> tail_callers;          // by function index; empty if there are none
  std::vector<ClosedTable> closed_tables;  // by table index
  CpuFacts cpu{};
  bool deterministic = false;                              // CompileOptions::deterministic
  bool strict_memory = false;                              // CompileOptions::strict_memory
  MemoryStrategy memory_strategy = MemoryStrategy::guard;  // the artifact's

  [[nodiscard]] const MemoryType& memory_type(uint32_t memory) const { return module.memories[memory].type; }
  // False if each access to the memory compares.
  [[nodiscard]] bool is_guarded(uint32_t memory) const {
    return strategy_of(memory_type(memory), memory_strategy) == MemoryStrategy::guard;
  }

  [[nodiscard]] bool has_tail_calls() const { return !tail_callers.empty(); }
  [[nodiscard]] bool makes_tail_calls(uint32_t function) const { return has_tail_calls() && tail_callers[function]; }
  // Which FuncRef belongs to a function that escapes.
  [[nodiscard]] uint32_t funcref_slot(uint32_t function) const;
};

[[nodiscard]] ModuleFacts gather_facts(const Module& module, Architecture architecture);

}  // namespace wasmc
