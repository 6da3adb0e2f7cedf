// What the whole module tells about its parts, computed once before translation and shared by all partitions.
// Immutable; usable from any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/module/module.h"
#include "format/target.h"
#include "runtime-support/vmctx.h"

namespace wasmc {

struct ModuleFacts {
  const Module& module;
  Architecture architecture;
  std::vector<uint32_t> escaping_functions;  // ascending indices; the n-th has the n-th FuncRef of the instance
  VmLayout layout;
  bool has_ssse3 = false;  // x86-64 with pshufb

  // Which FuncRef belongs to a function that escapes.
  [[nodiscard]] uint32_t funcref_slot(uint32_t function) const;
};

[[nodiscard]] ModuleFacts gather_facts(const Module& module, Architecture architecture);

}  // namespace wasmc
