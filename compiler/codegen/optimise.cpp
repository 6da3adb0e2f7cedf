#include "compiler/codegen/optimise.h"

#include <llvm/Analysis/TargetLibraryInfo.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/CommandLine.h>

#include "compiler/codegen/access_audit.h"
#include "compiler/codegen/canonical_nans.h"
#include "compiler/codegen/drop_checks.h"
#include "compiler/codegen/in_bounds.h"
#include "compiler/codegen/keep_divisions.h"
#include "compiler/codegen/keep_nans.h"
#include "compiler/codegen/keep_order.h"
#include "compiler/codegen/keep_traps.h"
#include "compiler/codegen/large_functions.h"
#include "compiler/codegen/long_multiplication.h"
#include "compiler/codegen/loop_hints.h"
#include "compiler/codegen/passing_checks.h"
#include "compiler/codegen/promote_stores.h"
#include "compiler/codegen/recursion.h"
#include "compiler/codegen/scalar_rotations.h"
#include "compiler/codegen/unchecked_loops.h"

namespace wasmc {

namespace {

// What is not in these pipelines, and why: passes that move accesses towards their uses or past others (sink, gvn-sink,
// loop-sink, mldst-motion, dse) or ahead of others (loop-load-elim, the unswitching of conditions that a loop reads
// again in each round), that turn loops into library calls (loop-idiom, memcpyopt), or that infer that a function
// returns without effect (function-attrs), since all of them take a load for free of effects.
std::string function_pipeline(OptimisationLevel level) {
  switch (level) {
    case OptimisationLevel::O0: return "";
    case OptimisationLevel::O1: return "function(early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint>)";
    // Nothing that copies code: no rotated or unrolled loops, no vectors, no threaded jumps.
    case OptimisationLevel::Os:
      return "function(early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint>,sccp,loop-simplify,lcssa,"
             "drop-passing-checks,mark-in-bounds,loop-mssa(licm),simplifycfg,instcombine<no-verify-fixpoint>,gvn,bdce,"
             "instcombine<no-verify-fixpoint>,simplifycfg,early-cse,simplifycfg)";
    // Nothing that finds no more than the others leave: global value numbering, canonical counters of loops, and the
    // cleaning behind each (spec/performance.md, "Pipelines").
    case OptimisationLevel::O2:
      return "function(early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint>,jump-threading,"
             "simplifycfg,sccp,loop-simplify,lcssa,drop-passing-checks,mark-in-bounds,loop-mssa(loop-rotate,licm),"
             "early-cse<memssa>,instcombine<no-verify-fixpoint>,simplifycfg,"
             "copy-loops-unchecked,loop-vectorize,drop-useless-copies,"
             "slp-vectorizer,vector-combine,instcombine<no-verify-fixpoint>,"
             "loop-unroll<O2>,simplifycfg,promote-stores)";
    case OptimisationLevel::O3:
      return "function(early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint>,jump-threading,"
             "correlated-propagation,simplifycfg,instcombine<no-verify-fixpoint>,reassociate,sccp,"
             "loop-simplify,lcssa,drop-passing-checks,mark-in-bounds,loop-mssa(loop-instsimplify,loop-simplifycfg,licm,"
             "loop-rotate,licm,"
             "simple-loop-unswitch),"
             "simplifycfg,instcombine<no-verify-fixpoint>,loop(indvars),loop-unroll<O3;full-unroll-max=8>,"
             "gvn,sccp,bdce,instcombine<no-verify-fixpoint>,jump-threading,correlated-propagation,adce,"
             "loop-mssa(licm),simplifycfg,instcombine<no-verify-fixpoint>,"
             "float2int,loop-rotate,copy-loops-unchecked,loop-vectorize,drop-useless-copies,"
             "instcombine<no-verify-fixpoint>,"
             "simplifycfg,vector-combine,slp-vectorizer,vector-combine,instcombine<no-verify-fixpoint>,loop-unroll<O3>,"
             "instcombine<no-verify-fixpoint>,loop-mssa(licm),early-cse,div-rem-pairs,simplifycfg)";
  }
  return "";
}

// Inlining comes before the accesses are watched: copies of a callee's accesses have to be seen as accesses of their
// own.
bool inlines(OptimisationLevel level) { return level != OptimisationLevel::O0 && level != OptimisationLevel::O1; }

bool parse_own_pass(llvm::StringRef name, llvm::FunctionPassManager& passes,
                    llvm::ArrayRef<llvm::PassBuilder::PipelineElement>) {
  if (name == "drop-passing-checks") {
    passes.addPass(DropPassingChecks());
  } else if (name == "mark-in-bounds") {
    passes.addPass(MarkAccessesInBounds());
  } else if (name == "copy-loops-unchecked") {
    passes.addPass(CopyLoopsUnchecked());
  } else if (name == "drop-useless-copies") {
    passes.addPass(DropUselessCopies());
  } else if (name == "promote-stores") {
    passes.addPass(PromoteStores());
  } else {
    return false;
  }
  return true;
}

class Optimiser {
 public:
  Optimiser(llvm::Module& ir, llvm::TargetMachine& machine)
      : ir_(ir), builder_(&machine, tuning(), std::nullopt, &callbacks_) {
    limit_passes(callbacks_);
    keep_rotations_scalar(callbacks_, machine);
    give_loop_hints(callbacks_, functions_, machine);
    // No function of a wasm module is the C library's, whatever its name.
    library_.disableAllFunctions();
    functions_.registerPass([this] { return llvm::TargetLibraryAnalysis(library_); });
    builder_.registerPipelineParsingCallback(parse_own_pass);
    builder_.registerModuleAnalyses(modules_);
    builder_.registerCGSCCAnalyses(components_);
    builder_.registerFunctionAnalyses(functions_);
    builder_.registerLoopAnalyses(loops_);
    builder_.crossRegisterProxies(loops_, functions_, components_, modules_);
  }

  void run(const std::string& pipeline) {
    llvm::ModulePassManager passes;
    if (llvm::Error error = builder_.parsePassPipeline(passes, pipeline)) {
      llvm::report_fatal_error(std::move(error));
    }
    passes.run(ir_, modules_);
  }

  // For what watches the passes.
  [[nodiscard]] llvm::PassInstrumentationCallbacks& callbacks() { return callbacks_; }

  // Loads that have changed places with what comes before them.
  [[nodiscard]] const std::vector<LostAccess>& out_of_order() const { return order_.lost(); }

 private:
  static llvm::PipelineTuningOptions tuning() {
    llvm::PipelineTuningOptions options;
    options.LoopVectorization = true;
    options.SLPVectorization = true;
    return options;
  }

  llvm::Module& ir_;
  llvm::PassInstrumentationCallbacks callbacks_;
  llvm::PassBuilder builder_;
  llvm::TargetLibraryInfoImpl library_{llvm::Triple(ir_.getTargetTriple())};
  llvm::LoopAnalysisManager loops_;
  llvm::FunctionAnalysisManager functions_;
  llvm::CGSCCAnalysisManager components_;
  llvm::ModuleAnalysisManager modules_;
  LoadOrder order_{callbacks_, functions_};
};

template <typename T>
void set_llvm_option(const char* name, T value) {
  auto& options = llvm::cl::getRegisteredOptions();
  auto found = options.find(name);
  if (found == options.end()) llvm::report_fatal_error(llvm::Twine("LLVM lacks the option ") + name);
  static_cast<llvm::cl::opt<T>*>(found->second)->setValue(value);
}

}  // namespace

void configure_llvm() {
  // A load moved into the branch that uses it would no longer trap on the other one.
  set_llvm_option("instcombine-code-sinking", false);
  // A load moved to the end of a block before would overtake what comes before it in its own.
  set_llvm_option("enable-load-pre", false);
  // Addresses are sums of 32 bits that wrap. Where a loop's counter was widened they would be masked, and no longer
  // known to follow each other in memory, so that the loop could not be vectorised.
  set_llvm_option("indvars-widen-indvars", false);
  // An instruction that stands for two keeps the position of one of them rather than having none.
  set_llvm_option("pick-merged-source-locations", true);
  // How far the register allocator looks for where to split a variable's life. In functions of thousands of blocks most
  // of its time goes there, LLVM's 10,000 leading to more copies than these.
  set_llvm_option("grow-region-complexity-budget", 1000u);
  // At -Os blocks follow each other so that the fewest jumps are left.
  set_llvm_option("apply-ext-tsp-for-size", true);
}

void optimise_module(llvm::Module& ir, llvm::TargetMachine& machine, OptimisationLevel level) {
  Optimiser optimiser(ir, machine);
  optimiser.run("function(mem2reg)");
  make_nans_canonical(ir);
  keep_nans_quiet(ir);
  for (llvm::Function& function : ir) mark_accesses_in_bounds(function);
  pin_dead_accesses(ir);
  if (level == OptimisationLevel::O0) return;
  for (llvm::Function& function : ir) drop_passing_checks(function);
  drop_dominated_checks(ir);
  // Before inlining, for which a multiplication is small.
  for (llvm::Function& function : ir) join_long_multiplications(function);
  if (!inlines(level)) return;
  optimiser.run("cgscc(inline)");
  if (level != OptimisationLevel::Os) {
    for (llvm::Function& function : ir) inline_recursion(function);
  }
  drop_dominated_checks(ir);
  keep_nans_quiet(ir);
  pin_dead_accesses(ir);
}

std::vector<LostAccess> optimise_functions(llvm::Module& ir, llvm::TargetMachine& machine, OptimisationLevel level,
                                           bool strict) {
  std::vector<LostAccess> lost;
  const std::string pipeline = function_pipeline(level);
  if (!pipeline.empty()) {
    Optimiser optimiser(ir, machine);
    const AccessAudit audit(ir, optimiser.callbacks());
    optimiser.run(pipeline);
    lost = audit.lost();
    lost.insert(lost.end(), optimiser.out_of_order().begin(), optimiser.out_of_order().end());
  }
  if (strict) {
    const std::vector<LostAccess> merged = find_merged_accesses(ir);
    lost.insert(lost.end(), merged.begin(), merged.end());
  }
  widen_quieting(ir);
  hide_quotients(ir);
  make_accesses_volatile(ir);
  return lost;
}

}  // namespace wasmc
