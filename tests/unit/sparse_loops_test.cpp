#include "compiler/codegen/sparse_loops.h"

#include <doctest/doctest.h>

#include <string>

#include "compiler/codegen/target.h"
#include "tests/unit/parsed_function.h"
#include "tests/unit/pass_runner.h"

using namespace wasmc;

namespace {

// A loop that adds `step` bytes to an index of 32 bits in each round, and does this with it.
std::string loop_of(const std::string& step, const std::string& access) {
  return R"(
define void @f(ptr %memory, i32 %start, i32 %end, i32 %any, i32 %x) {
entry:
  br label %loop
loop:
  %index = phi i32 [ %start, %entry ], [ %next, %loop ]
  %wide = zext i32 %index to i64
  %address = getelementptr i8, ptr %memory, i64 %wide
)" + access +
         "  %next = add i32 %index, " + step + R"(
  %more = icmp ult i32 %next, %end
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
)";
}

// Whether it is sparse.
bool sparse(const std::string& step, const std::string& access) {
  ParsedFunction parsed(loop_of(step, access));
  PassRunner passes;
  llvm::Function& function = *parsed.module().getFunction("f");
  const auto& loops = passes.functions.getResult<llvm::LoopAnalysis>(function);
  return is_sparse(**loops.begin(), passes.functions.getResult<llvm::ScalarEvolutionAnalysis>(function));
}

// The features that its function is compiled for where they are not the machine's own.
std::string features_of(const char* cpu, const std::string& step) {
  CompileOptions options;
  options.target = "x86_64-linux";
  options.cpu = cpu;
  Result<CodeTarget> target = CodeTarget::create(options);
  REQUIRE(target.has_value());
  const std::unique_ptr<llvm::TargetMachine> machine = target->make_machine(OptimisationLevel::O2);
  ParsedFunction parsed(loop_of(step, "  store i32 %x, ptr %address\n"));
  PassRunner passes;
  limit_sparse_loops(passes.callbacks, passes.functions, *machine);
  passes.run(parsed.module(), "function(loop-vectorize)");
  return parsed.function().getFnAttribute("target-features").getValueAsString().str();
}

const std::string store = "  store i32 %x, ptr %address\n";

}  // namespace

TEST_CASE("a loop is sparse whose elements are more than eight of their sizes apart") {
  CHECK_FALSE(sparse("4", store));
  CHECK_FALSE(sparse("-4", store));
  CHECK_FALSE(sparse("32", store));
  CHECK(sparse("36", store));
  CHECK(sparse("-36", store));
}

TEST_CASE("a stride that is not known is far") { CHECK(sparse("%any", store)); }

TEST_CASE("what is at the same place in each round, or at no stride, is not sparse") {
  CHECK_FALSE(sparse("400", "  store i32 %x, ptr %memory\n"));
  CHECK_FALSE(sparse("4", R"(
  %found = load i32, ptr %address
  %wide_found = zext i32 %found to i64
  %elsewhere = getelementptr i8, ptr %memory, i64 %wide_found
  store i32 %x, ptr %elsewhere
)"));
}

TEST_CASE("a loop that computes much for each far element is not sparse") {
  std::string much = "  %y0 = load i32, ptr %address\n";
  for (int i = 0; i < 20; ++i) {
    much += "  %y" + std::to_string(i + 1) + " = mul i32 %y" + std::to_string(i) + ", %x\n";
  }
  CHECK(sparse("400", "  %y0 = load i32, ptr %address\n"));
  CHECK_FALSE(sparse("400", much));
}

TEST_CASE("a function with a sparse loop does without AVX-512, and no other") {
  CHECK(features_of("x86-64-v4", "400").ends_with(",-avx512f"));
  CHECK(features_of("x86-64-v4", "4").empty());
  CHECK(features_of("x86-64-v3", "400").empty());
}
