#include "compiler/compile.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <mutex>
#include <thread>
#include <vector>

#include <llvm/Config/llvm-config.h>
#include <llvm/Support/SHA256.h>

#include "compiler/analyze/facts.h"
#include "compiler/analyze/partitions.h"
#include "compiler/analyze/used_features.h"
#include "compiler/binary/decode.h"
#include "compiler/codegen/optimise.h"
#include "compiler/codegen/target.h"
#include "compiler/compile_partition.h"
#include "compiler/describe_module.h"
#include "compiler/object/assemble.h"
#include "compiler/threads.h"
#include "compiler/validate/module.h"
#include "runtime-support/code_image.h"
#include "runtime-support/memory_strategy.h"

namespace wasmc {

namespace {

unsigned thread_count(const CompileOptions& options) {
  return options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
}

// Compiles the partitions of a module on several threads, each taking the largest one that nobody has.
class PartitionQueue {
 public:
  PartitionQueue(const ModuleFacts& facts, const CodeTarget& target, OptimisationLevel level, const Progress& progress,
                 ObjectCache* cache)
      : facts_(facts),
        target_(target),
        level_(level),
        progress_(progress),
        cache_(cache),
        partitions_(plan_partitions(facts.module)),
        order_(largest_first(partitions_, facts.module)) {
    for (const Partition& partition : partitions_) total_bytes_ += size_of(partition, facts.module);
  }

  // The objects in the order of the partitions, or the error of the largest partition that has one.
  Result<std::vector<ObjectCode>> run(unsigned threads) {
    objects_.resize(partitions_.size());
    run_on_threads(std::min<size_t>(threads, partitions_.size()), [this] { work(); });
    if (failed_turn_ != order_.size()) return std::move(failure_);
    std::vector<ObjectCode> all;
    for (std::vector<ObjectCode>& objects : objects_)
      std::move(objects.begin(), objects.end(), std::back_inserter(all));
    return all;
  }

 private:
  void work() {
    for (size_t turn = next_turn_++; turn < order_.size() && !stop_; turn = next_turn_++) {
      const size_t i = order_[turn];
      Result<std::vector<ObjectCode>> objects = compile_functions(facts_, target_, level_, partitions_[i], cache_);
      const std::lock_guard lock(mutex_);
      if (objects.has_value()) {
        objects_[i] = std::move(*objects);
        done_bytes_ += size_of(partitions_[i], facts_.module);
        if (progress_) progress_(done_bytes_, total_bytes_);
      } else {
        stop_ = true;
        if (turn < failed_turn_) {
          failed_turn_ = turn;
          failure_ = std::move(objects.error());
        }
      }
    }
  }

  const ModuleFacts& facts_;
  const CodeTarget& target_;
  OptimisationLevel level_;
  const Progress& progress_;
  ObjectCache* const cache_;
  std::vector<Partition> partitions_;
  std::vector<size_t> order_;
  std::atomic<size_t> next_turn_ = 0;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;  // guards all that follows
  std::vector<std::vector<ObjectCode>> objects_;
  uint64_t done_bytes_ = 0;
  uint64_t total_bytes_ = 0;
  size_t failed_turn_ = order_.size();
  Error failure_;
};

CpuFacts cpu_facts(const CodeTarget& target) {
  CpuFacts cpu;
  cpu.ssse3 = target.has_feature("ssse3");
  cpu.sse41 = target.has_feature("sse4.1");
  cpu.fma = target.architecture() != Architecture::x86_64 || target.has_feature("fma");
  cpu.avx512 = target.has_feature("avx512vl") && target.has_feature("avx512dq");
  cpu.dotprod = target.has_feature("dotprod");
  return cpu;
}

std::vector<uint8_t> describe_build(const CodeTarget& target, const CompileOptions& options) {
  std::string text = "compiler: wasmc " WASMC_VERSION " with LLVM " LLVM_VERSION_STRING "\ntarget: " + target.triple() +
                     "\ncpu: " + target.cpu() + "\noptimisation: " + to_string(options.level) +
                     "\nmemory: " + to_string(options.memory) + "\n";
  if (options.deterministic) text += "deterministic: yes\n";
  if (options.strict_memory) text += "strict memory: yes\n";
  return {text.begin(), text.end()};
}

void fill_header(ArtifactHeader& header, const CodeTarget& target, const CompileOptions& options,
                 std::span<const uint8_t> wasm) {
  header.abi = abi_version;
  header.architecture = target.architecture();
  header.image_page_log2 = code_image_page_log2;
  header.memory_strategy = options.memory;
  header.guard_log2 = guard_log2(options.memory);
  header.optimisation = options.level;
  header.cpu_features = target.cpu_features();
  if (options.deterministic) header.compile_options |= static_cast<uint32_t>(CompileOption::deterministic);
  if (options.strict_memory) header.compile_options |= static_cast<uint32_t>(CompileOption::strict_memory);
  header.source_hash = llvm::SHA256::hash(llvm::ArrayRef(wasm.data(), wasm.size()));
}

}  // namespace

Result<Artifact> compile(std::span<const uint8_t> wasm, const CompileOptions& options, const Progress& progress,
                         ObjectCache* cache) {
  static std::once_flag configured;
  std::call_once(configured, configure_llvm);

  if (wasm.size() > UINT32_MAX) return Error{"the module is larger than 4 GiB"};
  TRY_ASSIGN(const CodeTarget target, CodeTarget::create(options));
  TRY_ASSIGN(const Module module, decode_module(wasm, options.language.compiled()));
  TRY(validate_module(module, thread_count(options)));

  // From here on the module is valid: what fails now is a limit, or a mistake of ours.
  ModuleFacts facts = gather_facts(module, target.architecture());
  facts.cpu = cpu_facts(target);
  facts.deterministic = options.deterministic;
  facts.strict_memory = options.strict_memory;
  facts.memory_strategy = options.memory;
  TRY_ASSIGN(std::vector<ObjectCode> objects,
             PartitionQueue(facts, target, options.level, progress, cache).run(thread_count(options)));
  TRY_ASSIGN(ObjectCode thunks, compile_thunks(facts, target, options.level, plan_thunks(facts)));
  objects.push_back(std::move(thunks));

  // From here on there is one image, and no relocation in it.
  TRY_ASSIGN(AssembledCode assembled, assemble(target.architecture(), std::move(objects)));
  Artifact artifact = describe_module(facts, std::move(assembled));
  fill_header(artifact.header, target, options, wasm);
  artifact.header.wasm_features = wasm_feature_bits(used_features(module));
  artifact.build_info = describe_build(target, options);
  return artifact;
}

}  // namespace wasmc
