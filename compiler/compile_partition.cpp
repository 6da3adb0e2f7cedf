#include "compiler/compile_partition.h"

#include <set>
#include <string>

#include "compiler/codegen/emit.h"
#include "compiler/codegen/large_functions.h"
#include "compiler/codegen/optimise.h"

namespace wasmc {

namespace {

// Each attempt pins at least one access more; those that the optimiser deletes after the last one would be a defect.
// Pinning changes which accesses are merged, so that not all attempts insist on there being none.
constexpr int max_attempts = 8;
constexpr int strict_attempts = 3;

// An LLVM module with the context that it lives in and the machine that it is for.
class Workspace {
 public:
  Workspace(const CodeTarget& target, OptimisationLevel level)
      : machine_(target.make_machine(level)), level_(level), ir_("wasm", context_), tuned_for_(target.tuning()) {
    ir_.setTargetTriple(llvm::Triple(target.triple()));
    ir_.setDataLayout(machine_->createDataLayout());
    ir_.setPICLevel(llvm::PICLevel::SmallPIC);
  }

  llvm::Module& ir() { return ir_; }

  void optimise_module() {
    for (llvm::Function& function : ir_) prepare(function);
    wasmc::optimise_module(ir_, *machine_, level_);
  }

  std::vector<LostAccess> optimise_functions(bool strict) {
    return wasmc::optimise_functions(ir_, *machine_, level_, strict);
  }

  // Turns the definitions that `is_wanted` refuses into declarations.
  template <typename Predicate>
  void keep_only(Predicate is_wanted) {
    for (llvm::Function& function : ir_) {
      if (function.isDeclaration() || is_wanted(function.getName().str())) continue;
      function.deleteBody();
      function.setSubprogram(nullptr);
    }
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

Result<std::vector<ObjectCode>> compile_functions(const ModuleFacts& facts, const CodeTarget& target,
                                                  OptimisationLevel level, std::span<const uint32_t> functions) {
  std::vector<ObjectCode> objects;
  PinnedAccesses pinned;
  std::set<std::string> pending;
  for (uint32_t index : functions) pending.insert(PartitionContext::function_name(index));
  for (int attempt = 0; attempt < max_attempts; ++attempt) {
    Workspace workspace(target, level);
    translate_functions(workspace.ir(), facts, functions, pinned);
    workspace.optimise_module();
    if (level != OptimisationLevel::O0 && is_too_large_to_optimise(workspace.ir())) {
      return compile_functions(facts, target, OptimisationLevel::O0, functions);
    }
    workspace.keep_only([&](const std::string& name) { return pending.contains(name); });

    // The functions that keep all their traps are done.
    std::set<std::string> failed;
    for (const LostAccess& lost : workspace.optimise_functions(attempt < strict_attempts)) {
      pinned.insert(lost.wasm_offset);
      failed.insert(lost.function);
    }
    workspace.keep_only([&](const std::string& name) { return !failed.contains(name); });
    TRY_ASSIGN(ObjectCode object, workspace.finish());
    objects.push_back(std::move(object));
    if (failed.empty()) return objects;
    pending = std::move(failed);
  }
  return Error{"internal error: the optimiser keeps deleting accesses of " + *pending.begin() + " that may trap"};
}

Result<ObjectCode> compile_thunks(const ModuleFacts& facts, const CodeTarget& target, OptimisationLevel level,
                                  const ThunkPlan& plan) {
  Workspace workspace(target, level);
  translate_thunks(workspace.ir(), facts, plan);
  workspace.optimise_module();
  (void)workspace.optimise_functions(/*strict=*/false);
  return workspace.finish();
}

}  // namespace wasmc
