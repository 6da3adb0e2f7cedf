#include "compiler/compile_partition.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include <llvm/Bitcode/BitcodeWriter.h>
#include <llvm/Support/BLAKE3.h>
#include <llvm/Support/raw_ostream.h>

#include "compiler/analyze/loop_nesting.h"
#include "compiler/analyze/small_callees.h"
#include "compiler/codegen/emit.h"
#include "compiler/codegen/large_functions.h"
#include "compiler/codegen/optimise.h"
#include "compiler/object/serialize.h"

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
    if (level_ != OptimisationLevel::Os) return;
    function.addFnAttr(llvm::Attribute::OptimizeForSize);
    function.addFnAttr(llvm::Attribute::MinSize);
  }

  llvm::LLVMContext context_;
  std::unique_ptr<llvm::TargetMachine> machine_;
  OptimisationLevel level_;
  llvm::Module ir_;
  std::string tuned_for_;
};

// What is compiled together: the functions, and what may be copied into them.
struct Input {
  const ModuleFacts& facts;
  const CodeTarget& target;
  OptimisationLevel level;
  std::span<const uint32_t> functions;
  Partition callees;

  void translate(llvm::Module& ir, const PinnedAccesses& pinned) const {
    translate_functions(ir, facts, functions, callees, pinned);
  }

  [[nodiscard]] Input unoptimised() const { return {facts, target, OptimisationLevel::O0, functions, {}}; }
};

// Beyond this the passes recurse and take time for each level, until stack or patience are at an end.
constexpr size_t most_nested_loops = 100;

OptimisationLevel possible_level(const Module& module, OptimisationLevel level, std::span<const uint32_t> functions) {
  if (level == OptimisationLevel::O0) return level;
  const bool is_too_deep = std::ranges::any_of(functions, [&](uint32_t index) {
    return count_nested_loops(module, module.functions[index]) > most_nested_loops;
  });
  return is_too_deep ? OptimisationLevel::O0 : level;
}

Partition find_callees(const ModuleFacts& facts, OptimisationLevel level, std::span<const uint32_t> functions) {
  const bool copies_code = level == OptimisationLevel::O2 || level == OptimisationLevel::O3;
  return copies_code ? find_small_callees(facts.module, functions) : Partition();
}

Result<std::vector<ObjectCode>> compile_anew(const Input& input) {
  std::vector<ObjectCode> objects;
  PinnedAccesses pinned;
  std::set<std::string> pending;
  for (uint32_t index : input.functions) pending.insert(PartitionContext::function_name(index));
  for (int attempt = 0; attempt < max_attempts; ++attempt) {
    Workspace workspace(input.target, input.level);
    input.translate(workspace.ir(), pinned);
    workspace.optimise_module();
    if (input.level != OptimisationLevel::O0 && is_too_large_to_optimise(workspace.ir())) {
      return compile_anew(input.unoptimised());
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

// Over all that the objects depend on: what is translated, with the types, constants, layouts and callees that it
// refers to, is in the IR; the rest is the target, the level, and the compiler, which the cache itself knows. (Pinned
// accesses are found from these alone, and pinning changes no more than the access.)
CacheKey key_of(const Input& input) {
  const CodeTarget& target = input.target;
  Workspace workspace(target, input.level);
  input.translate(workspace.ir(), {});
  llvm::SmallVector<char, 0> bitcode;
  llvm::raw_svector_ostream out(bitcode);
  llvm::WriteBitcodeToFile(workspace.ir(), out, /*ShouldPreserveUseListOrder=*/true);
  const std::string settings = target.triple() + '\n' + target.cpu() + '\n' + target.tuning() + '\n' +
                               std::to_string(target.cpu_features()) + '\n' + to_string(input.level) + '\n' +
                               std::to_string(bitcode.size()) + '\n';
  llvm::BLAKE3 hash;
  hash.update(settings);
  hash.update(llvm::StringRef(bitcode.data(), bitcode.size()));
  return hash.final<std::tuple_size_v<CacheKey>>();
}

Result<std::vector<ObjectCode>> compile_with_cache(const Input& input, ObjectCache& cache) {
  const CacheKey key = key_of(input);
  if (const auto entry = cache.find(key)) {
    if (auto objects = read_objects(*entry)) return std::move(*objects);
  }
  TRY_ASSIGN(std::vector<ObjectCode> objects, compile_anew(input));
  cache.store(key, write_objects(objects));
  return objects;
}

void make_positions_absolute(std::vector<ObjectCode>& objects, uint32_t base) {
  for (ObjectCode& object : objects) {
    for (ObjectTrapSite& placed : object.trap_sites) {
      if (placed.site.wasm_offset != 0) placed.site.wasm_offset += base;
    }
  }
}

}  // namespace

Result<std::vector<ObjectCode>> compile_functions(const ModuleFacts& facts, const CodeTarget& target,
                                                  OptimisationLevel level, std::span<const uint32_t> functions,
                                                  ObjectCache* cache) {
  level = possible_level(facts.module, level, functions);
  const Input input{facts, target, level, functions, find_callees(facts, level, functions)};
  TRY_ASSIGN(std::vector<ObjectCode> objects,
             cache != nullptr ? compile_with_cache(input, *cache) : compile_anew(input));
  make_positions_absolute(objects, position_base(facts.module, functions));
  return objects;
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
