#include "compiler/codegen/bit_loops.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/unit/parsed_function.h"
#include "tests/unit/pass_runner.h"

using namespace wasmc;

namespace {

// The rounds of a loop whose counter of 32 bits grows by `step`, and that computes %y by these lines.
std::optional<unsigned> rounds(const std::string& step, const std::string& lines) {
  ParsedFunction parsed(R"(
define void @f(ptr %memory, i32 %start, i32 %end, i32 %x, i64 %wide_x) {
entry:
  br label %loop
loop:
  %count = phi i32 [ %start, %entry ], [ %next, %loop ]
)" + lines + "  store i32 %y, ptr %memory\n  %next = add i32 %count, " +
                        step + R"(
  %more = icmp ugt i32 %next, %end
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
)");
  PassRunner passes;
  const auto& loops = passes.functions.getResult<llvm::LoopAnalysis>(parsed.function());
  return rounds_over_bits(**loops.begin(),
                          passes.functions.getResult<llvm::ScalarEvolutionAnalysis>(parsed.function()));
}

const std::string masked = "  %amount = and i32 %count, 31\n  %y = lshr i32 %x, %amount\n";

}  // namespace

TEST_CASE("a loop that shifts by its counter runs about as often as the steps divide the word") {
  CHECK(rounds("-6", masked) == 6);
  CHECK(rounds("1", masked) == 33);
  CHECK(rounds("-6", "  %y = shl i32 %x, %count\n") == 6);
  CHECK(rounds("8",
               "  %wide = zext i32 %count to i64\n  %amount = and i64 %wide, 63\n"
               "  %long = ashr i64 %wide_x, %amount\n  %y = trunc i64 %long to i32\n") == 9);
}

TEST_CASE("the shortest of several shifts counts") {
  CHECK(rounds("4", "  %long = shl i32 %x, %count\n  %twice = mul i32 %count, 2\n  %y = shl i32 %long, %twice\n") == 5);
}

TEST_CASE("a loop that shifts by something else may run as often as it likes") {
  CHECK_FALSE(rounds("-6", "  %y = shl i32 %x, 3\n"));
  CHECK_FALSE(rounds("-6", "  %y = shl i32 %count, %x\n"));
  CHECK_FALSE(rounds("%x", masked));
  CHECK_FALSE(rounds("-6", "  %y = add i32 %x, %count\n"));
}
