#include "compiler/codegen/large_functions.h"

#include <algorithm>
#include <iterator>

#include <llvm/ADT/STLExtras.h>
#include <llvm/IR/Instructions.h>

namespace wasmc {

namespace {

// What a pass takes at most. Measured on functions of Ruby, esbuild, PHP and TinyGo's JSON parser, in microseconds per
// instruction: passes of linear time take 1 to 3; those below take 7 to 15 up to their limits, and 15 to 600 beyond.
struct PassLimit {
  llvm::StringLiteral pass;
  size_t FunctionSize::* measure;
  size_t most;
};

constexpr PassLimit pass_limits[] = {
    // A parser with 82 phis in a block takes 600 a piece, since each tree of them is tried again for its operands.
    {"SLPVectorizerPass", &FunctionSize::phi_run, 40},
    {"SLPVectorizerPass", &FunctionSize::instructions, 25'000},
    // Both ask for all of a function after each change.
    {"GVNPass", &FunctionSize::instructions, 40'000},
    {"LoopUnrollPass", &FunctionSize::instructions, 40'000},
    // Phis by the product of variables and blocks, where they meet: at the one head of an interpreter's loop.
    {"PromotePass", &FunctionSize::possible_phis, 4'000'000},
};

// A loop of 1,000 cases that change 64 variables takes 5 s at -O2, and one of 4,000 takes more than 200 s. The largest
// of the real ones, in Ruby, have two thirds of these operands and a third of these instructions.
constexpr size_t most_phi_operands = 100'000;
constexpr size_t most_instructions = 400'000;

size_t count_variables(const llvm::BasicBlock& entry) {
  return static_cast<size_t>(llvm::count_if(entry, [](const auto& each) { return llvm::isa<llvm::AllocaInst>(each); }));
}

bool fits(llvm::StringRef pass, const llvm::Function& function) {
  const bool has_limit = llvm::any_of(pass_limits, [&](const PassLimit& limit) { return limit.pass == pass; });
  if (!has_limit) return true;
  const FunctionSize size = measure(function);
  return llvm::all_of(pass_limits,
                      [&](const PassLimit& limit) { return limit.pass != pass || size.*limit.measure <= limit.most; });
}

}  // namespace

FunctionSize measure(const llvm::Function& function) {
  FunctionSize size;
  for (const llvm::BasicBlock& block : function) {
    const auto phis = block.phis();
    const auto run = static_cast<size_t>(std::distance(phis.begin(), phis.end()));
    size.blocks += 1;
    size.instructions += block.size();
    size.phi_run = std::max(size.phi_run, run);
    if (run != 0) size.phi_operands += run * phis.begin()->getNumIncomingValues();
  }
  if (!function.empty()) size.possible_phis = size.blocks * count_variables(function.getEntryBlock());
  return size;
}

void limit_passes(llvm::PassInstrumentationCallbacks& callbacks) {
  callbacks.registerShouldRunOptionalPassCallback([](llvm::StringRef pass, const llvm::Any& unit) {
    const auto* function = llvm::any_cast<const llvm::Function*>(&unit);
    return function == nullptr || fits(pass, **function);
  });
}

bool is_too_large_to_optimise(const llvm::Module& ir) {
  return llvm::any_of(ir, [](const llvm::Function& function) {
    const FunctionSize size = measure(function);
    return size.phi_operands > most_phi_operands || size.instructions > most_instructions ||
           !fits("PromotePass", function);
  });
}

}  // namespace wasmc
