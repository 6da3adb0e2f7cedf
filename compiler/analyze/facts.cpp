#include "compiler/analyze/facts.h"

#include <algorithm>
#include <cassert>

#include "compiler/analyze/tail_callers.h"

namespace wasmc {

namespace {

std::vector<uint32_t> list_escaping_functions(const Module& module) {
  std::vector<uint32_t> escaping;
  for (uint32_t i = 0; i < module.functions.size(); ++i) {
    if (module.functions[i].escapes) escaping.push_back(i);
  }
  return escaping;
}

VmLayout lay_out_context(const Module& module, size_t escaping_functions) {
  VmShape shape;
  shape.types = static_cast<uint32_t>(module.types.size());
  shape.imported_functions = module.imported_functions;
  shape.memories = static_cast<uint32_t>(module.memories.size());
  shape.tables = static_cast<uint32_t>(module.tables.size());
  shape.globals = static_cast<uint32_t>(module.globals.size());
  shape.escaping_functions = static_cast<uint32_t>(escaping_functions);
  return VmLayout(shape);
}

}  // namespace

uint32_t ModuleFacts::funcref_slot(uint32_t function) const {
  auto found = std::lower_bound(escaping_functions.begin(), escaping_functions.end(), function);
  assert(found != escaping_functions.end() && *found == function);
  return static_cast<uint32_t>(found - escaping_functions.begin());
}

ModuleFacts gather_facts(const Module& module, Architecture architecture) {
  std::vector<uint32_t> escaping = list_escaping_functions(module);
  VmLayout layout = lay_out_context(module, escaping.size());
  return {module, architecture, std::move(escaping), layout, find_tail_callers(module), find_closed_tables(module)};
}

}  // namespace wasmc
