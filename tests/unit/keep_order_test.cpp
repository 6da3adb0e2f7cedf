#include "compiler/codegen/keep_order.h"

#include <doctest/doctest.h>
#include <llvm/AsmParser/Parser.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/Support/SourceMgr.h>

#include <memory>
#include <string>

#include "compiler/translate/site.h"
#include "tests/unit/pass_runner.h"

using namespace wasmc;

namespace {

// One function, and what a pass makes of it. !1 and !2 are the scopes of accesses at the wasm offsets 0x41414141 and
// 0x42424242; what has the type !7 is not linear memory.
class Passed {
 public:
  Passed(const std::string& function, const char* pipeline) {
    const std::string metadata = R"(
!0 = !{!"sites"}
!1 = !{!4}
!2 = !{!5}
!4 = !{!"AAAA\02", !0}
!5 = !{!"BBBB\02", !0}
!6 = !{!8, !8, i64 0}
!7 = !{!9, !9, i64 0}
!8 = !{!"linear memory", !10}
!9 = !{!"state", !10}
!10 = !{!"root"}
)";
    llvm::SMDiagnostic problem;
    module_ = llvm::parseAssemblyString(function + metadata, problem, context_);
    REQUIRE_MESSAGE(module_ != nullptr, problem.getMessage().str());
    run(pipeline);
  }

  // The block of the first load at a site, and whether it is as plain as it was.
  [[nodiscard]] std::string block_of(const char* scope) const {
    for (const llvm::Instruction& instruction : llvm::instructions(*module_->getFunction("f"))) {
      const std::vector<Site> sites = sites_of_scopes(instruction.getMetadata(llvm::LLVMContext::MD_alias_scope));
      if (sites.empty() || sites.front().wasm_offset != (scope[0] == 'A' ? 0x41414141 : 0x42424242)) continue;
      return instruction.getParent()->getName().str() + (instruction.isVolatile() ? ", volatile" : "");
    }
    return "nowhere";
  }

 private:
  void run(const char* pipeline) {
    PassRunner runner;
    const LoadOrder order(runner.callbacks, runner.functions);
    runner.run(*module_, pipeline);
    CHECK(order.lost().empty());
  }

  llvm::LLVMContext context_;
  std::unique_ptr<llvm::Module> module_;
};

constexpr const char* move_out_of_loops = "function(loop-simplify,lcssa,loop-mssa(licm))";

// A loop of one block with these instructions in it, which compute %a from the pointer %p and may change the state.
std::string loop_of(const std::string& body) {
  return R"(
define i32 @f(ptr %p, ptr %state, ptr %q, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %sum = phi i32 [ 0, %entry ], [ %added, %loop ]
)" + body +
         R"(
  %added = add i32 %sum, %a
  %next = add i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %added
}
)";
}

constexpr const char* load_a = "  %a = load i32, ptr %p, !tbaa !6, !alias.scope !1\n";
constexpr const char* store_state = "  store i32 %i, ptr %state, !tbaa !7\n";

}  // namespace

TEST_CASE("a load that comes first in a loop leaves it") {
  CHECK(Passed(loop_of(std::string(load_a) + store_state), move_out_of_loops).block_of("A") == "entry");
}

TEST_CASE("a load behind a store stays in its loop, and plain, whether the store touches it or not") {
  CHECK(Passed(loop_of(std::string(store_state) + load_a), move_out_of_loops).block_of("A") == "loop");
}

TEST_CASE("a load whose address is yet to be computed stays as well") {
  const std::string compute =
      "  %at = getelementptr i8, ptr %p, i64 4\n  %a = load i32, ptr %at, !alias.scope !1, !tbaa !6\n";
  CHECK(Passed(loop_of(compute + store_state), move_out_of_loops).block_of("A") == "entry");
  CHECK(Passed(loop_of(store_state + compute), move_out_of_loops).block_of("A") == "loop");
}

TEST_CASE("a load stays behind one that stays, and leaves with one that leaves") {
  const std::string varying =
      "  %at = getelementptr i8, ptr %q, i32 %i\n  %b = load i32, ptr %at, !tbaa !6, !alias.scope !2\n"
      "  store i32 %b, ptr %state, !tbaa !7\n";
  CHECK(Passed(loop_of(varying + load_a), move_out_of_loops).block_of("A") == "loop");
  const std::string same = "  %b = load i32, ptr %q, !tbaa !6, !alias.scope !2\n  %ab = add i32 %b, %i\n";
  const Passed both(loop_of(same + load_a + "  store i32 %ab, ptr %state, !tbaa !7\n"), move_out_of_loops);
  CHECK(both.block_of("A") == "entry");
  CHECK(both.block_of("B") == "entry");
}

TEST_CASE("a load that is used behind its loop only is not moved there") {
  const Passed passed(R"(
define i32 @f(ptr %p, ptr %state, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %a = load i32, ptr %p, !tbaa !6, !alias.scope !1
  store i32 %i, ptr %state, !tbaa !7
  %next = add i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %a
}
)",
                      move_out_of_loops);
  CHECK(passed.block_of("A") == "loop");
}

TEST_CASE("loads that meet in a phi stay on their paths, whatever is computed of them there") {
  const Passed passed(R"(
define i64 @f(ptr %p, ptr %q, i1 %c) {
entry:
  br i1 %c, label %one, label %other
one:
  %a = load i32, ptr %p, align 1, !tbaa !6, !alias.scope !1
  %x = sext i32 %a to i64
  br label %join
other:
  %b = load i32, ptr %q, align 1, !tbaa !6, !alias.scope !2
  %y = sext i32 %b to i64
  br label %join
join:
  %r = phi i64 [ %x, %one ], [ %y, %other ]
  ret i64 %r
}
)",
                      "function(instcombine<no-verify-fixpoint>)");
  CHECK(passed.block_of("A") == "one");
  CHECK(passed.block_of("B") == "other");
}

TEST_CASE("stores at the ends of paths that meet stay on them") {
  const Passed passed(R"(
define void @f(ptr %p, i32 %x, i1 %c) {
entry:
  br i1 %c, label %one, label %other
one:
  store i32 %x, ptr %p, align 1, !tbaa !6, !alias.scope !1
  br label %join
other:
  store i32 7, ptr %p, align 1, !tbaa !6, !alias.scope !2
  br label %join
join:
  ret void
}
)",
                      "function(instcombine<no-verify-fixpoint>)");
  CHECK(passed.block_of("A") == "one");
  CHECK(passed.block_of("B") == "other");
}

TEST_CASE("a load that decides a branch stays behind the stores of its block") {
  const auto function = [](const char* store) {
    return R"(
define i32 @f(ptr %p, ptr %state, i1 %c) {
entry:
  br i1 %c, label %known, label %unknown
known:
  %k = load i32, ptr %p, !tbaa !6, !alias.scope !2
  br label %join
unknown:
  br label %join
join:
  %r = phi i32 [ %k, %known ], [ 5, %unknown ]
)" + std::string(store) +
           R"(
  %a = load i32, ptr %p, !tbaa !6, !alias.scope !1
  %is_zero = icmp eq i32 %a, 0
  br i1 %is_zero, label %zero, label %other
zero:
  ret i32 %r
other:
  ret i32 77
}
)";
  };
  CHECK(Passed(function("  store i32 %r, ptr %state, !tbaa !7\n"), "function(jump-threading)").block_of("A") == "join");
  CHECK(Passed(function(""), "function(jump-threading)").block_of("A") != "join");
}
