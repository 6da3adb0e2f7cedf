#include "compiler/codegen/emit.h"

#include <llvm/Analysis/RuntimeLibcallInfo.h>
#include <llvm/Analysis/TargetLibraryInfo.h>
#include <llvm/CodeGen/CodeGenTargetMachineImpl.h>
#include <llvm/CodeGen/MachineModuleInfo.h>
#include <llvm/CodeGen/Passes.h>
#include <llvm/CodeGen/TargetPassConfig.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetLoweringObjectFile.h>

#include "compiler/codegen/alignment.h"
#include "compiler/codegen/part_sites.h"
#include "compiler/codegen/record_sites.h"
#include "compiler/codegen/unfold_conditional_loads.h"
#include "compiler/codegen/wide_indices.h"

namespace wasmc {

namespace {

// The target's own passes, then ours, then the printer: what TargetMachine::addPassesToEmitFile does, with some
// more of ours.
void add_code_generator(llvm::legacy::PassManager& passes, llvm::TargetMachine& machine, llvm::raw_pwrite_stream& out,
                        std::string& failure) {
  auto& generator = static_cast<llvm::CodeGenTargetMachineImpl&>(machine);
  const bool optimises = machine.getOptLevel() != llvm::CodeGenOptLevel::None;
  const bool selects_fast = optimises && machine.Options.EnableFastISel;
  auto* module_info = new llvm::MachineModuleInfoWrapperPass(&machine);
  llvm::TargetPassConfig* config = generator.createPassConfig(passes);
  config->setDisableVerify(true);
  // There are no variables to follow, only positions; finding that out takes 7 % of the time.
  config->disablePass(&llvm::LiveDebugValuesID);
  if (selects_fast) config->disablePass(&llvm::MachineSchedulerID);
  passes.add(config);
  passes.add(module_info);
  add_unfold_conditional_loads(*config);
  if (optimises) add_part_sites(*config);
  add_alignment(*config);
  add_widen_indices(*config, machine.getTargetTriple());
  config->addISelPasses();
  // LLVM has just turned it off, not expecting it together with optimisation.
  if (selects_fast) machine.setFastISel(true);
  config->addMachinePasses();
  config->setInitialized();
  passes.add(create_record_sites_pass(failure));
  llvm::MCContext& context = module_info->getMMI().getContext();
  machine.getObjFileLowering()->Initialize(context, machine);
  if (generator.addAsmPrinter(passes, out, nullptr, llvm::CodeGenFileType::ObjectFile, context)) {
    llvm::report_fatal_error("LLVM can't write objects for this target");
  }
}

}  // namespace

Result<llvm::SmallVector<char, 0>> emit_object(llvm::Module& ir, llvm::TargetMachine& machine) {
  llvm::SmallVector<char, 0> object;
  llvm::raw_svector_ostream out(object);
  std::string failure;
  llvm::legacy::PassManager passes;
  const llvm::TargetOptions& options = machine.Options;
  llvm::TargetLibraryInfoImpl library{llvm::Triple(ir.getTargetTriple())};
  library.disableAllFunctions();
  passes.add(new llvm::TargetLibraryInfoWrapperPass(library));
  passes.add(new llvm::RuntimeLibraryInfoWrapper(llvm::Triple(ir.getTargetTriple()), options.ExceptionModel,
                                                 options.FloatABIType, options.EABIVersion, options.MCOptions.ABIName,
                                                 options.VecLib));
  add_code_generator(passes, machine, out, failure);
  passes.run(ir);
  if (!failure.empty()) return Error{"internal error: a memory access of " + failure + " has lost its trap site"};
  return object;
}

}  // namespace wasmc
