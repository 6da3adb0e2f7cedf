#include "compiler/codegen/promote_stores.h"

#include <doctest/doctest.h>

#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>

#include "tests/unit/parsed_function.h"
#include "tests/unit/pass_runner.h"

using namespace wasmc;

namespace {

// Where the sum that each round of a loop adds to is stored. The loop has `body` in it, and may end there, too.
std::string block_of_store(const std::string& body, const std::string& ends = "") {
  ParsedFunction parsed(R"(
define void @f(ptr noalias %p, ptr noalias %q, i32 %n) nounwind {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
)" + body + R"(
  br label %latch
latch:
  %sum = load i32, ptr %p
  %added = add i32 %sum, %i
  store i32 %added, ptr %p
  %next = add i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
)" + ends + "}\n");
  PassRunner runner;
  (void)PromoteStores::run(parsed.function(), runner.functions);
  for (const llvm::Instruction& each : llvm::instructions(parsed.function())) {
    const auto* store = llvm::dyn_cast<llvm::StoreInst>(&each);
    if (store != nullptr && store->getPointerOperand() == parsed.function().getArg(0))
      return each.getParent()->getName().str();
  }
  return "nowhere";
}

// So many ways out of the loop.
std::string ways_out(int count) {
  std::string body;
  for (int i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    body += "  %c" + n + " = icmp eq i32 %i, 10" + n + "\n  br i1 %c" + n + ", label %end" + n + ", label %in" + n +
            "\nin" + n + ":\n";
  }
  return body;
}

std::string ends(int count) {
  std::string blocks;
  for (int i = 0; i < count; ++i) blocks += "end" + std::to_string(i) + ":\n  ret void\n";
  return blocks;
}

}  // namespace

TEST_CASE("what each round stores at one address is stored behind the loop") {
  CHECK(block_of_store("  %b = load i32, ptr %q\n") == "exit");
}

TEST_CASE("stores stay in a loop in which something may trap") {
  CHECK(block_of_store("  %b = load i32, ptr %q, !alias.scope !1\n") == "latch");
  CHECK(block_of_store("  store i32 1, ptr %q, !alias.scope !1\n") == "latch");
}

TEST_CASE("stores stay in a loop that has more of them than there are registers") {
  std::string stores;
  for (int i = 0; i < 8; ++i) stores += "  store i32 %i, ptr %q\n";
  CHECK(block_of_store(stores) == "latch");
}

TEST_CASE("stores stay in a loop with many ends") {
  CHECK(block_of_store(ways_out(7), ends(7)) != "latch");
  CHECK(block_of_store(ways_out(8), ends(8)) == "latch");
}
