#include "compiler/codegen/sparse_loops.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/unit/parsed_function.h"
#include "tests/unit/pass_runner.h"

using namespace wasmc;

namespace {

// Whether a loop is sparse that adds `step` bytes to an index of 32 bits in each round, and does this with it.
bool sparse(const std::string& step, const std::string& access) {
  ParsedFunction parsed(R"(
define void @f(ptr %memory, i32 %start, i32 %end, i32 %any, i32 %x) {
entry:
  br label %loop
loop:
  %index = phi i32 [ %start, %entry ], [ %next, %loop ]
  %wide = zext i32 %index to i64
  %address = getelementptr i8, ptr %memory, i64 %wide
)" + access + "  %next = add i32 %index, " +
                        step + R"(
  %more = icmp ult i32 %next, %end
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
)");
  PassRunner passes;
  llvm::Function& function = *parsed.module().getFunction("f");
  const auto& loops = passes.functions.getResult<llvm::LoopAnalysis>(function);
  return is_sparse(**loops.begin(), passes.functions.getResult<llvm::ScalarEvolutionAnalysis>(function));
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
