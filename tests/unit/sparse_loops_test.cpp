#include "compiler/codegen/sparse_loops.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/unit/parsed_function.h"
#include "tests/unit/pass_runner.h"
#include "tests/unit/stepping_loop.h"

using namespace wasmc;

namespace {

bool sparse(const std::string& step, const std::string& access) {
  ParsedFunction parsed(stepping_loop(step, access));
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
