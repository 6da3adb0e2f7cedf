#include "compiler/object_cache.h"

#include <doctest/doctest.h>

#include <map>
#include <mutex>
#include <string>

#include "compiler/compile.h"
#include "compiler/text/text_module.h"
#include "format/write.h"

using namespace wasmc;

namespace {

class MemoryCache final : public ObjectCache {
 public:
  std::optional<std::vector<uint8_t>> find(const CacheKey& key) override {
    const std::lock_guard lock(mutex_);
    const auto found = entries.find(key);
    if (found == entries.end()) return std::nullopt;
    ++hits;
    return found->second;
  }
  void store(const CacheKey& key, std::span<const uint8_t> bytes) override {
    const std::lock_guard lock(mutex_);
    ++stores;
    entries[key] = {bytes.begin(), bytes.end()};
  }

  std::map<CacheKey, std::vector<uint8_t>> entries;
  size_t hits = 0;
  size_t stores = 0;

 private:
  std::mutex mutex_;
};

// 1,000 functions that read memory, so that positions matter. The one with the number `changed` does more.
std::vector<uint8_t> module_of_many(int changed, const std::string& memory = "(memory 1)") {
  std::string text = "(module " + memory + "(export \"f0\" (func 0))";
  for (int i = 0; i < 1000; ++i) {
    text += "(func (param i32) (result i32) (i32.add (i32.const " + std::to_string(i) + ") ";
    if (i == changed) text += "(i32.xor (i32.const 77) ";
    text += "(i32.load (local.get 0))";
    text += i == changed ? ")))" : "))";
  }
  text += ")";
  const Result<TextModule> parsed = parse_text_module(text);
  REQUIRE(parsed.has_value());
  return parsed->bytes;
}

std::vector<uint8_t> artifact_of(std::span<const uint8_t> wasm, ObjectCache* cache,
                                 const CompileOptions& options = {}) {
  const Result<Artifact> artifact = compile(wasm, options, {}, cache);
  REQUIRE(artifact.has_value());
  return *write_artifact(*artifact, {.zstd_level = 0});
}

CompileOptions options_of(OptimisationLevel level, const char* target = "", const char* cpu = "",
                          MemoryStrategy memory = MemoryStrategy::guard) {
  CompileOptions options;
  options.level = level;
  options.target = target;
  options.cpu = cpu;
  options.memory = memory;
  return options;
}

}  // namespace

TEST_CASE("a module compiled with a cold and a warm cache is the same as without a cache") {
  MemoryCache cache;
  const std::vector<uint8_t> wasm = module_of_many(-1);
  const std::vector<uint8_t> plain = artifact_of(wasm, nullptr);
  CHECK(artifact_of(wasm, &cache) == plain);
  CHECK(cache.hits == 0);
  CHECK(artifact_of(wasm, &cache) == plain);
  CHECK(cache.hits == cache.stores);
}

TEST_CASE("one changed function costs the partitions around it, whatever its new size") {
  MemoryCache cache;
  (void)artifact_of(module_of_many(-1), &cache);
  const size_t partitions = cache.stores;
  REQUIRE(partitions >= 10);
  const std::vector<uint8_t> changed = module_of_many(150);
  CHECK(artifact_of(changed, &cache) == artifact_of(changed, nullptr));
  CHECK(cache.stores >= partitions + 1);
  CHECK(cache.hits >= partitions - 4);
}

TEST_CASE("other options and other facts about the module find nothing") {
  MemoryCache cache;
  const std::vector<uint8_t> wasm = module_of_many(-1);
  constexpr OptimisationLevel O2 = OptimisationLevel::O2;
  (void)artifact_of(wasm, &cache, options_of(OptimisationLevel::O0));
  (void)artifact_of(wasm, &cache, options_of(OptimisationLevel::O1));
  (void)artifact_of(wasm, &cache, options_of(O2, "x86_64-linux"));
  (void)artifact_of(wasm, &cache, options_of(O2, "x86_64-linux", "x86-64-v3"));
  (void)artifact_of(wasm, &cache, options_of(O2, "aarch64-linux"));
  (void)artifact_of(wasm, &cache, options_of(O2, "x86_64-linux", "", MemoryStrategy::checked));
  (void)artifact_of(module_of_many(-1, "(table 1 funcref) (memory 1)"), &cache, options_of(O2, "riscv64-linux"));
  CHECK(cache.hits <= cache.stores / 6);  // this machine may be one of the targets
}

TEST_CASE("a damaged entry is compiled again") {
  MemoryCache cache;
  const std::vector<uint8_t> wasm = module_of_many(-1);
  const std::vector<uint8_t> plain = artifact_of(wasm, &cache);
  const size_t partitions = cache.stores;
  for (auto& [key, bytes] : cache.entries) bytes.resize(bytes.size() / 2);
  CHECK(artifact_of(wasm, &cache) == plain);
  CHECK(cache.stores == 2 * partitions);
}
