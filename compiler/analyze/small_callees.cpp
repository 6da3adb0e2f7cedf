#include "compiler/analyze/small_callees.h"

#include <algorithm>
#include <unordered_set>

#include "compiler/analyze/visit_body.h"

namespace wasmc {

namespace {

// `__multi3`, the multiplication of 128 bits, has 117. With functions of any form SQLite's code would grow by 40 %.
constexpr size_t most_bytes = 160;
constexpr size_t most_bytes_together = 16 * 1024;
constexpr size_t most_functions = 100;

class CalleeFinder : public PartialVisitor<CalleeFinder> {
 public:
  void call(const FunctionIndex& immediate) { callees.insert(immediate.index); }
  void other(Opcode) {}

  std::unordered_set<uint32_t> callees;
};

// Stops at the first instruction after which another one than the next may follow, or another function runs.
class StraightLine : public PartialVisitor<StraightLine> {
 public:
  bool block(const BlockType&) { return false; }
  bool loop(const BlockType&) { return false; }
  bool if_(const BlockType&) { return false; }
  bool call(const FunctionIndex&) { return false; }
  bool call_indirect(const CallIndirect&) { return false; }
  bool call_ref(const TypeIndex&) { return false; }
  bool return_call(const FunctionIndex&) { return false; }
  bool return_call_indirect(const CallIndirect&) { return false; }
  bool return_call_ref(const TypeIndex&) { return false; }
  bool other(Opcode) { return true; }
};

bool is_straight_line(const Module& module, const Function& function) {
  StraightLine visitor;
  return visit_body(module, function, visitor);
}

}  // namespace

Partition find_small_callees(const Module& module, std::span<const uint32_t> partition) {
  CalleeFinder finder;
  for (const uint32_t function : partition) (void)visit_body(module, module.functions[function], finder);
  const auto size_of = [&](uint32_t function) { return module.functions[function].body.bytes.size(); };
  std::vector<std::pair<size_t, uint32_t>> found;
  for (const uint32_t callee : finder.callees) {
    if (module.functions[callee].imported || std::ranges::binary_search(partition, callee)) continue;
    if (size_of(callee) <= most_bytes && is_straight_line(module, module.functions[callee]))
      found.emplace_back(size_of(callee), callee);
  }
  std::ranges::sort(found);
  Partition small;
  size_t together = 0;
  for (const auto& [bytes, callee] : found) {
    if ((together += bytes) > most_bytes_together || small.size() == most_functions) break;
    small.push_back(callee);
  }
  std::ranges::sort(small);
  return small;
}

}  // namespace wasmc
