#include "compiler/compile_partition.h"

#include "compiler/codegen/emit.h"
#include "compiler/codegen/optimise.h"

namespace wasmc {

namespace {

// Each attempt pins at least one access more; those that the optimiser deletes after the last one would be a defect.
constexpr int max_attempts = 8;

// An LLVM module with the context that it lives in and the machine that it is for.
class Workspace {
 public:
  Workspace(const CodeTarget& target, OptimisationLevel level)
      : machine_(target.make_machine(level)), level_(level), ir_("wasm", context_), tuned_for_(target.cpu()) {
    ir_.setTargetTriple(llvm::Triple(target.triple()));
    ir_.setDataLayout(machine_->createDataLayout());
    ir_.setPICLevel(llvm::PICLevel::SmallPIC);
  }

  llvm::Module& ir() { return ir_; }

  std::vector<uint32_t> optimise() {
    for (llvm::Function& function : ir_) prepare(function);
    return wasmc::optimise(ir_, *machine_, level_);
  }

  Result<ObjectCode> finish() {
    TRY_ASSIGN(const auto object, emit_object(ir_, *machine_));
    return extract_object(object.data(), object.size());
  }

 private:
  void prepare(llvm::Function& function) {
    if (function.isDeclaration()) return;
    function.addFnAttr("tune-cpu", tuned_for_);
    if (level_ == OptimisationLevel::Os) function.addFnAttr(llvm::Attribute::OptimizeForSize);
  }

  llvm::LLVMContext context_;
  std::unique_ptr<llvm::TargetMachine> machine_;
  OptimisationLevel level_;
  llvm::Module ir_;
  std::string tuned_for_;
};

}  // namespace

Result<ObjectCode> compile_functions(const ModuleFacts& facts, const CodeTarget& target, OptimisationLevel level,
                                     std::span<const uint32_t> functions) {
  PinnedAccesses pinned;
  for (int attempt = 0; attempt < max_attempts; ++attempt) {
    Workspace workspace(target, level);
    translate_functions(workspace.ir(), facts, functions, pinned);
    const std::vector<uint32_t> lost = workspace.optimise();
    if (lost.empty()) return workspace.finish();
    pinned.insert(lost.begin(), lost.end());
  }
  return Error{"internal error: the optimiser keeps deleting accesses that may trap", *pinned.begin()};
}

Result<ObjectCode> compile_thunks(const ModuleFacts& facts, const CodeTarget& target, OptimisationLevel level,
                                  const ThunkPlan& plan) {
  Workspace workspace(target, level);
  translate_thunks(workspace.ir(), facts, plan);
  (void)workspace.optimise();
  return workspace.finish();
}

}  // namespace wasmc
