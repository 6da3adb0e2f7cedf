#include "compiler/codegen/unchecked_loops.h"

#include <doctest/doctest.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Verifier.h>

#include "compiler/translate/site.h"
#include "tests/unit/parsed_function.h"
#include "tests/unit/pass_runner.h"

using namespace wasmc;

namespace {

// A loop of %n rounds that stores a byte at %index, computed from %round, in a memory that may grow; `more` is done in
// each round behind that.
ParsedFunction with_loop(const std::string& index, const std::string& more = "") {
  const std::string cookie = std::to_string(encode_cookie({7, TrapCode::memory_out_of_bounds}));
  return ParsedFunction(
      "declare void @g()\ndefine void @f(ptr %context, ptr %memory, i32 %n, i32 %a) {\nentry:\n"
      "  %length = load i64, ptr %context, !range !6\n  br label %loop\nloop:\n"
      "  %round = phi i32 [ 0, %entry ], [ %count, %passed ]\n" +
      index +
      "  %wide = zext i32 %index to i64\n  %passes = icmp ult i64 %wide, %length\n"
      "  br i1 %passes, label %passed, label %trap\n"
      "trap:\n  call void asm sideeffect \"ud2\", \"~{memory}\"(), !srcloc !7\n  unreachable\n"
      "passed:\n  %address = getelementptr i8, ptr %memory, i64 %wide\n  store i8 1, ptr %address\n" +
      more +
      "  %count = add i32 %round, 1\n  %again = icmp ne i32 %count, %n\n"
      "  br i1 %again, label %loop, label %done\ndone:\n  ret void\n}\n"
      "!6 = !{i64 65536, i64 4294967297}\n!7 = !{i64 " +
      cookie + "}\n");
}

struct Counts {
  size_t loops;
  size_t traps;
};

Counts count(const ParsedFunction& parsed) {
  const llvm::DominatorTree tree(parsed.function());
  const llvm::LoopInfo loops(tree);
  size_t traps = 0;
  for (const llvm::BasicBlock& block : parsed.function()) {
    if (llvm::isa<llvm::UnreachableInst>(block.getTerminator())) traps += llvm::pred_size(&block);
  }
  return {loops.getTopLevelLoops().size(), traps};
}

Counts copy_loops(ParsedFunction& parsed) {
  PassRunner runner;
  (void)CopyLoopsUnchecked::run(parsed.function(), runner.functions);
  CHECK_FALSE(llvm::verifyModule(parsed.module(), &llvm::errs()));
  return count(parsed);
}

bool is_copied(const std::string& index, const std::string& more = "") {
  ParsedFunction parsed = with_loop(index, more);
  const Counts counts = copy_loops(parsed);
  CHECK(counts.traps == 1);
  return counts.loops == 2;
}

}  // namespace

TEST_CASE("a loop whose index grows by a constant is copied without its check") {
  CHECK(is_copied("  %index = add i32 %round, %a\n"));
  CHECK(is_copied("  %scaled = mul i32 %round, 12\n  %index = add i32 %scaled, %a\n"));
  CHECK(is_copied("  %index = sub i32 %a, %round\n"));
}

TEST_CASE("a loop whose index is not known ahead of it is left as it is") {
  CHECK_FALSE(is_copied("  %index = load i32, ptr %context\n"));
  CHECK_FALSE(is_copied("  %index = mul i32 %round, %round\n"));
}

TEST_CASE("a loop that calls something is left as it is") {
  CHECK_FALSE(is_copied("  %index = add i32 %round, %a\n", "  call void @g()\n"));
}

TEST_CASE("a copy that has not become vectors is dropped") {
  ParsedFunction parsed = with_loop("  %index = add i32 %round, %a\n");
  CHECK(copy_loops(parsed).loops == 2);
  PassRunner runner;
  (void)DropUselessCopies::run(parsed.function(), runner.functions);
  CHECK_FALSE(llvm::verifyModule(parsed.module(), &llvm::errs()));
  CHECK(count(parsed).loops == 1);
  CHECK(count(parsed).traps == 1);
}
