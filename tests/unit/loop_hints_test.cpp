#include "compiler/codegen/loop_hints.h"

#include <doctest/doctest.h>

#include <string>

#include <llvm/Support/raw_ostream.h>

#include "compiler/codegen/target.h"
#include "tests/unit/parsed_function.h"
#include "tests/unit/pass_runner.h"
#include "tests/unit/stepping_loop.h"

using namespace wasmc;

namespace {

// What the vectoriser leaves of the loop, for the CPU.
std::string vectorised(const char* cpu, const std::string& step, const std::string& access) {
  CompileOptions options;
  options.target = "x86_64-linux";
  options.cpu = cpu;
  Result<CodeTarget> target = CodeTarget::create(options);
  REQUIRE(target.has_value());
  const std::unique_ptr<llvm::TargetMachine> machine = target->make_machine(OptimisationLevel::O2);
  ParsedFunction parsed(stepping_loop(step, access));
  PassRunner passes;
  give_loop_hints(passes.callbacks, passes.functions, *machine);
  passes.run(parsed.module(), "function(loop-simplify,lcssa,loop-vectorize)");
  std::string text;
  llvm::raw_string_ostream out(text);
  parsed.module().print(out, nullptr);
  return text;
}

bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

const std::string store = "  store i32 %x, ptr %address\n";

}  // namespace

TEST_CASE("a function with a sparse loop does without AVX-512, and no other") {
  CHECK(contains(vectorised("x86-64-v4", "400", store), ",-avx512f"));
  CHECK_FALSE(contains(vectorised("x86-64-v4", "4", store), "-avx512f"));
  CHECK_FALSE(contains(vectorised("x86-64-v3", "400", store), "-avx512f"));
}

TEST_CASE("how often a loop over bits runs is estimated") {
  const std::string bits = "  %y = lshr i32 %x, %index\n  store i32 %y, ptr %address\n";
  CHECK(contains(vectorised("x86-64-v3", "4", bits), "!{!\"llvm.loop.estimated_trip_count\", i32 9}"));
  CHECK_FALSE(contains(vectorised("x86-64-v3", "4", store), "estimated_trip_count"));
}
