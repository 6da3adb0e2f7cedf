#include "compiler/analyze/tail_callers.h"

#include <algorithm>

#include "compiler/analyze/visit_body.h"

namespace wasmc {

namespace {

// Stops at the first tail call.
class TailCallFinder : public PartialVisitor<TailCallFinder> {
 public:
  bool return_call(const FunctionIndex&) { return false; }
  bool return_call_indirect(const CallIndirect&) { return false; }
  bool return_call_ref(const TypeIndex&) { return false; }
  bool other(Opcode) { return true; }
};

bool makes_tail_calls(const Module& module, const Function& function) {
  if (function.imported) return false;
  TailCallFinder finder;
  return !visit_body(module, function, finder);
}

}  // namespace

std::vector<bool> find_tail_callers(const Module& module) {
  if (!module.features.has(Feature::tail_calls)) return {};
  std::vector<bool> callers;
  for (const Function& function : module.functions) callers.push_back(makes_tail_calls(module, function));
  if (std::find(callers.begin(), callers.end(), true) == callers.end()) return {};
  return callers;
}

}  // namespace wasmc
