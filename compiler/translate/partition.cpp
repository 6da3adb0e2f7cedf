#include "compiler/translate/partition.h"

#include <algorithm>

#include "compiler/binary/decode_function.h"
#include "compiler/translate/dispatch.h"
#include "compiler/translate/reachable_filter.h"
#include "compiler/translate/thunks.h"

namespace wasmc {

namespace {

void translate_function(PartitionContext& context, uint32_t index, uint32_t base) {
  const ByteRange& body = context.module().functions[index].body;
  const FunctionType& type = context.module().function_type(index);
  ByteReader reader(body.bytes, body.offset - base);
  FunctionTranslator translator(context, index);
  const Result<std::vector<LocalRun>> locals = decode_locals(reader, context.module().features, type.params.size());
  assert(locals.has_value() && "the body has been validated");
  for (const LocalRun& run : *locals) translator.declare_locals(run.count, run.type);
  ReachableFilter filter(translator);
  const Status decoded = decode_instructions(reader, context.module().features, filter);
  assert(decoded.has_value() && "the body has been validated");
  (void)decoded;
}

void sort_unique(std::vector<uint32_t>& indices) {
  std::sort(indices.begin(), indices.end());
  indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
}

}  // namespace

uint32_t position_base(const Module& module, std::span<const uint32_t> functions) {
  return functions.empty() ? 0 : static_cast<uint32_t>(module.functions[functions.front()].body.offset);
}

void translate_functions(llvm::Module& ir, const ModuleFacts& facts, std::span<const uint32_t> functions,
                         std::span<const uint32_t> copied, const PinnedAccesses& pinned) {
  PartitionContext context(ir, facts, pinned);
  const uint32_t base = position_base(facts.module, functions);
  for (uint32_t index : functions) translate_function(context, index, base);
  for (uint32_t index : copied) translate_function(context, index, base);
}

ThunkPlan plan_thunks(const ModuleFacts& facts) {
  const Module& module = facts.module;
  ThunkPlan plan;
  for (uint32_t i = 0; i < module.functions.size(); ++i) {
    const Function& function = module.functions[i];
    if (function.imported) plan.hosts.push_back(function.type_index);
    if (!function.escapes && module.start != i) continue;
    plan.entries.push_back(function.type_index);
    if (facts.makes_tail_calls(i)) plan.tails.push_back(i);
  }
  sort_unique(plan.entries);
  sort_unique(plan.hosts);
  return plan;
}

void translate_thunks(llvm::Module& ir, const ModuleFacts& facts, const ThunkPlan& plan) {
  const PinnedAccesses none;
  PartitionContext context(ir, facts, none);
  for (uint32_t type : plan.entries) make_entry_thunk(context, type);
  for (uint32_t type : plan.hosts) make_host_thunk(context, type);
  for (uint32_t function : plan.tails) make_ordinary_thunk(context, function);
  for (uint32_t table = 0; table < facts.closed_tables.size(); ++table) {
    if (!facts.closed_tables[table].elements.empty()) define_dispatch_table(context, table);
  }
}

}  // namespace wasmc
