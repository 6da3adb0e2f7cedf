// Runs a pipeline of LLVM's passes over a module, for tests of what watches them.
#pragma once

#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/Error.h>

namespace wasmc {

// What watches registers with `callbacks`, and may look at `functions`, before run().
struct PassRunner {
  llvm::PassInstrumentationCallbacks callbacks;
  llvm::PassBuilder builder{nullptr, llvm::PipelineTuningOptions(), std::nullopt, &callbacks};
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;

  PassRunner() {
    builder.registerModuleAnalyses(modules);
    builder.registerCGSCCAnalyses(components);
    builder.registerFunctionAnalyses(functions);
    builder.registerLoopAnalyses(loops);
    builder.crossRegisterProxies(loops, functions, components, modules);
  }

  // The pipeline must be one.
  void run(llvm::Module& ir, const char* pipeline) {
    llvm::ModulePassManager passes;
    llvm::cantFail(builder.parsePassPipeline(passes, pipeline));
    passes.run(ir, modules);
  }
};

}  // namespace wasmc
