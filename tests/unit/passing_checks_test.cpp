#include "compiler/codegen/passing_checks.h"

#include <doctest/doctest.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Verifier.h>

#include "tests/unit/parsed_function.h"
#include "tests/unit/pass_runner.h"

using namespace wasmc;

namespace {

// A function of a memory that has at least 65536 bytes.
ParsedFunction with_length(const std::string& body) {
  return ParsedFunction(
      "define void @f(ptr %context, i32 %i, i64 %far, i8 %byte) {\nentry:\n"
      "  %length = load i64, ptr %context, !range !6\n" +
      body + "}\n!6 = !{i64 65536, i64 4294967297}\n!7 = !{i64 0, i64 3, i64 0}\n!8 = !{i64 0, i64 3, i64 1}\n");
}

size_t count_checks(const ParsedFunction& parsed) {
  size_t count = 0;
  for (const llvm::Instruction& each : llvm::instructions(parsed.function())) {
    const auto* branch = llvm::dyn_cast<llvm::BranchInst>(&each);
    if (branch == nullptr || !branch->isConditional() || llvm::isa<llvm::Constant>(branch->getCondition())) continue;
    count += llvm::isa<llvm::UnreachableInst>(branch->getSuccessor(0)->getTerminator()) ||
             llvm::isa<llvm::UnreachableInst>(branch->getSuccessor(1)->getTerminator());
  }
  return count;
}

// Of 4 bytes at %index, an i32.
std::string check_of(const std::string& index) {
  return index +
         "  %wide = zext i32 %index to i64\n  %end = add nuw i64 %wide, 3\n"
         "  %fails = icmp uge i64 %end, %length, !wasm.bounds !7\n  br i1 %fails, label %trap, label %passed\n"
         "trap:\n  unreachable\npassed:\n";
}

bool always_passes(const std::string& index) {
  ParsedFunction parsed = with_length(check_of(index) + "  ret void\n");
  drop_passing_checks(parsed.function());
  return count_checks(parsed) == 0;
}

// The same of an i64.
bool always_passes_far(const std::string& index) {
  ParsedFunction parsed = with_length(index +
                                      "  %limit = sub nuw i64 %length, 3\n"
                                      "  %fails = icmp uge i64 %index, %limit, !wasm.bounds !8\n"
                                      "  br i1 %fails, label %trap, label %passed\n"
                                      "trap:\n  unreachable\npassed:\n  ret void\n");
  drop_passing_checks(parsed.function());
  return count_checks(parsed) == 0;
}

// A loop of so many rounds whose index, in the form that the optimiser gives the check, begins and grows by so much.
std::string loop_of(int begin, int step, const char* rounds) {
  return "  br label %loop\nloop:\n  %round = phi i32 [ 0, %entry ], [ %count, %passed ]\n  %steps = mul i32 %round, " +
         std::to_string(step) + "\n  %index = add i32 %steps, " + std::to_string(begin) +
         "\n  %wide = zext i32 %index to i64\n  %end = or disjoint i64 %wide, 3\n"
         "  %passes = icmp samesign ult i64 %end, %length, !wasm.bounds !7\n"
         "  br i1 %passes, label %passed, label %trap\ntrap:\n  unreachable\npassed:\n"
         "  store i64 %end, ptr %context\n  %count = add i32 %round, 1\n  %more = icmp ult i32 %count, " +
         rounds + "\n  br i1 %more, label %loop, label %done\ndone:\n  ret void\n";
}

size_t count_checks_in_loop(const std::string& body) {
  ParsedFunction parsed = with_length(body);
  PassRunner runner;
  (void)DropPassingChecks::run(parsed.function(), runner.functions);
  CHECK_FALSE(llvm::verifyModule(parsed.module(), &llvm::errs()));
  CHECK(runner.functions.getResult<llvm::DominatorTreeAnalysis>(parsed.function()).verify());
  return count_checks(parsed);
}

}  // namespace

TEST_CASE("checks of constants pass up to the last byte of the least memory") {
  CHECK(always_passes("  %index = add i32 0, 65532\n"));
  CHECK_FALSE(always_passes("  %index = add i32 0, 65533\n"));
  CHECK_FALSE(always_passes("  %index = add i32 0, -1\n"));
  CHECK(always_passes_far("  %index = add i64 0, 65532\n"));
  CHECK_FALSE(always_passes_far("  %index = add i64 0, 65533\n"));
}

TEST_CASE("checks pass whose index has few bits enough") {
  CHECK(always_passes("  %index = zext i8 %byte to i32\n"));
  CHECK_FALSE(always_passes("  %few = zext i8 %byte to i32\n  %index = add i32 %few, 65500\n"));
  CHECK_FALSE(always_passes("  %index = add i32 %i, 0\n"));
  CHECK(always_passes_far("  %index = and i64 %far, 32767\n"));
  CHECK_FALSE(always_passes_far("  %index = and i64 %far, 65535\n"));
}

TEST_CASE("a memory of unknown length passes no check") {
  ParsedFunction parsed = with_length(
      "  %other = load i64, ptr %context\n  %index = add i64 0, 0\n"
      "  %limit = sub nuw i64 %other, 3\n"
      "  %fails = icmp uge i64 %index, %limit, !wasm.bounds !8\n"
      "  br i1 %fails, label %trap, label %passed\n"
      "trap:\n  unreachable\npassed:\n  ret void\n");
  drop_passing_checks(parsed.function());
  CHECK(count_checks(parsed) == 1);
}

TEST_CASE("checks of a loop pass if that of the last round does") {
  CHECK(count_checks_in_loop(loop_of(60000, 8, "692")) == 0);
  CHECK(count_checks_in_loop(loop_of(60000, 8, "693")) == 1);
  CHECK(count_checks_in_loop(loop_of(60000, -4, "15001")) == 0);
  CHECK(count_checks_in_loop(loop_of(60000, -4, "15002")) == 1);
  CHECK(count_checks_in_loop(loop_of(0, 8, "%i")) == 1);
}

TEST_CASE("two checks that pass in one block after the other leave one block") {
  const std::string first = loop_of(0, 4, "100");
  const size_t end = first.find("passed:\n") + 8;
  const std::string second =
      "  %more.index = add i32 %index, 400\n  %more.wide = zext i32 %more.index to i64\n"
      "  %more.passes = icmp ult i64 %more.wide, %length\n"
      "  br i1 %more.passes, label %both, label %more.trap\nmore.trap:\n  unreachable\nboth:\n";
  std::string body = first.substr(0, end) + second + first.substr(end);
  body.replace(body.find("%passed ]"), 9, "%both ]");
  CHECK(count_checks_in_loop(body) == 0);
}

TEST_CASE("other branches of a loop stay, whatever is known of them") {
  std::string body = loop_of(0, 4, "100");
  body.replace(body.find("unreachable"), 11, "ret void");
  ParsedFunction parsed = with_length(body);
  PassRunner runner;
  CHECK(DropPassingChecks::run(parsed.function(), runner.functions).areAllPreserved());
}
