// Programs in the text format, compiled and run in the test's own process. On the machine that the test runs on.
#pragma once

#include <initializer_list>
#include <memory>
#include <string_view>
#include <vector>

#include "compiler/options.h"
#include "loader/instantiate.h"
#include "loader/link.h"

namespace wasmc {

inline constexpr OptimisationLevel all_levels[] = {OptimisationLevel::O0, OptimisationLevel::O1, OptimisationLevel::O2,
                                                   OptimisationLevel::O3, OptimisationLevel::Os};

// Everything that can be compiled is accepted, at that level.
[[nodiscard]] CompileOptions options_at(OptimisationLevel level);

// The module, which must be valid.
[[nodiscard]] std::shared_ptr<const LoadedModule> compile_text(std::string_view source, const CompileOptions& options);

// An instance with its store.
class CompiledProgram {
 public:
  // Links and instantiates, which must succeed.
  CompiledProgram(std::shared_ptr<const LoadedModule> module, std::vector<ImportResolver*> resolvers = {});
  explicit CompiledProgram(std::string_view source, const CompileOptions& options = options_at(OptimisationLevel::O2))
      : CompiledProgram(compile_text(source, options)) {}

  // Calls an exported function; the values then hold its results.
  CallOutcome call(std::string_view name, std::vector<Value>& values);
  // The same where it must succeed; `count` is how many results matter.
  std::vector<Value> results(std::string_view name, std::vector<Value> arguments, size_t count = 1);

  [[nodiscard]] Store& store() { return *store_; }
  [[nodiscard]] Instance& instance() { return *instance_; }

 private:
  std::unique_ptr<Store> store_;
  Instance* instance_ = nullptr;
};

[[nodiscard]] Value value_of(uint32_t number);
[[nodiscard]] Value value_of(uint64_t number);

}  // namespace wasmc
