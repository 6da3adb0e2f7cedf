#include "compiler/codegen/optimise.h"

#include <llvm/Analysis/TargetLibraryInfo.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/CommandLine.h>

#include "compiler/codegen/keep_traps.h"

namespace wasmc {

namespace {

// What is not in these pipelines, and why: passes that move accesses towards their uses or past others (sink, gvn-sink,
// loop-sink, mldst-motion, dse), that turn loops into library calls (loop-idiom, memcpyopt), or that infer that a
// function returns without effect (function-attrs), since all of them take a load for free of effects.
struct Pipeline {
  const char* whole_module;  // before accesses are watched
  const char* functions;
};

constexpr Pipeline pipeline_of(OptimisationLevel level) {
  switch (level) {
    case OptimisationLevel::O0: return {"function(mem2reg)", ""};
    case OptimisationLevel::O1:
      return {"function(mem2reg)", "function(early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint>)"};
    case OptimisationLevel::Os:
    case OptimisationLevel::O2:
      return {"function(mem2reg,early-cse,simplifycfg)",
              "function(early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint>,jump-threading,"
              "simplifycfg,sccp,loop-simplify,lcssa,loop-mssa(loop-rotate,licm),"
              "simplifycfg,instcombine<no-verify-fixpoint>,loop(indvars),gvn,bdce,"
              "instcombine<no-verify-fixpoint>,simplifycfg,"
              "loop-vectorize,slp-vectorizer,instcombine<no-verify-fixpoint>,loop-unroll<O2>,"
              "early-cse,simplifycfg,alignment-from-assumptions)"};
    case OptimisationLevel::O3:
      return {
          "function(mem2reg,early-cse,simplifycfg)",
          "function(sroa,early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint>,jump-threading,"
          "correlated-propagation,simplifycfg,instcombine<no-verify-fixpoint>,reassociate,sccp,"
          "loop-simplify,lcssa,loop-mssa(loop-instsimplify,loop-simplifycfg,licm,loop-rotate,licm,"
          "simple-loop-unswitch<nontrivial>),"
          "simplifycfg,instcombine<no-verify-fixpoint>,loop(indvars,loop-deletion),loop-unroll<O3;full-unroll-max=8>,"
          "sroa,gvn,sccp,bdce,instcombine<no-verify-fixpoint>,jump-threading,correlated-propagation,adce,"
          "loop-mssa(licm),simplifycfg,instcombine<no-verify-fixpoint>,"
          "float2int,loop-rotate,loop-distribute,loop-vectorize,loop-load-elim,instcombine<no-verify-fixpoint>,"
          "simplifycfg,slp-vectorizer,vector-combine,instcombine<no-verify-fixpoint>,loop-unroll<O3>,"
          "sroa,instcombine<no-verify-fixpoint>,loop-mssa(licm),early-cse,div-rem-pairs,simplifycfg)"};
  }
  return {};
}

// Inlining comes before the accesses are watched: copies of a callee's accesses have to be seen as accesses of their
// own.
bool inlines(OptimisationLevel level) { return level != OptimisationLevel::O0 && level != OptimisationLevel::O1; }

class Optimiser {
 public:
  Optimiser(llvm::Module& ir, llvm::TargetMachine& machine) : ir_(ir), builder_(&machine, tuning()) {
    // No function of a wasm module is the C library's, whatever its name.
    library_.disableAllFunctions();
    functions_.registerPass([this] { return llvm::TargetLibraryAnalysis(library_); });
    builder_.registerModuleAnalyses(modules_);
    builder_.registerCGSCCAnalyses(components_);
    builder_.registerFunctionAnalyses(functions_);
    builder_.registerLoopAnalyses(loops_);
    builder_.crossRegisterProxies(loops_, functions_, components_, modules_);
  }

  void run(const char* pipeline) {
    llvm::ModulePassManager passes;
    if (llvm::Error error = builder_.parsePassPipeline(passes, pipeline)) {
      llvm::report_fatal_error(std::move(error));
    }
    passes.run(ir_, modules_);
  }

 private:
  static llvm::PipelineTuningOptions tuning() {
    llvm::PipelineTuningOptions options;
    options.LoopVectorization = true;
    options.SLPVectorization = true;
    return options;
  }

  llvm::Module& ir_;
  llvm::PassBuilder builder_;
  llvm::TargetLibraryInfoImpl library_{llvm::Triple(ir_.getTargetTriple())};
  llvm::LoopAnalysisManager loops_;
  llvm::FunctionAnalysisManager functions_;
  llvm::CGSCCAnalysisManager components_;
  llvm::ModuleAnalysisManager modules_;
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
  // A store moved out of a loop would not be done when an access in the loop traps.
  set_llvm_option("disable-licm-promotion", true);
}

std::vector<uint32_t> optimise(llvm::Module& ir, llvm::TargetMachine& machine, OptimisationLevel level) {
  const Pipeline pipeline = pipeline_of(level);
  Optimiser optimiser(ir, machine);
  optimiser.run("function(mem2reg)");
  pin_dead_accesses(ir);
  if (inlines(level)) {
    optimiser.run("cgscc(inline),globaldce");
    pin_dead_accesses(ir);
  }
  std::vector<uint32_t> lost;
  if (*pipeline.functions != 0) {
    const AccessAudit audit(ir);
    optimiser.run(pipeline.functions);
    lost = audit.lost();
  }
  make_accesses_volatile(ir);
  return lost;
}

}  // namespace wasmc
