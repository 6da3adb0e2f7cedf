#include "compiler/codegen/access_audit.h"

#include <doctest/doctest.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/PassInstrumentation.h>

#include <string>

#include "tests/unit/parsed_function.h"
#include "tests/unit/pass_runner.h"

using namespace wasmc;

namespace {

// What is lost when a pipeline runs over the function.
std::vector<LostAccess> lost_by(const std::string& function, const char* pipeline) {
  ParsedFunction parsed(function);
  PassRunner runner;
  const AccessAudit audit(parsed.module(), runner.callbacks);
  runner.run(parsed.module(), pipeline);
  return audit.lost();
}

}  // namespace

TEST_CASE("a load that is deleted is lost") {
  ParsedFunction parsed(used_and_unused);
  llvm::PassInstrumentationCallbacks callbacks;
  const AccessAudit audit(parsed.module(), callbacks);
  llvm::Instruction& unused = parsed.instruction(1);
  unused.replaceAllUsesWith(&parsed.instruction(0));
  CHECK(audit.lost().empty());
  parsed.instruction(3).setOperand(0, llvm::ConstantInt::get(unused.getType(), 0));
  parsed.instruction(2).setOperand(0, llvm::ConstantInt::get(unused.getType(), 0));
  unused.eraseFromParent();
  CHECK(audit.lost().empty());
  parsed.instruction(0).eraseFromParent();
  // Both watches followed the remaining load.
  REQUIRE(audit.lost().size() == 2);
  CHECK(audit.lost()[0].function == "f");
  CHECK(audit.lost()[0].wasm_offset == 0x41414141);
  CHECK(audit.lost()[1].wasm_offset == 0x42424242);
}

TEST_CASE("a store is lost unless another one has its site") {
  ParsedFunction parsed(R"(
define void @f(ptr %p) {
  store i32 1, ptr %p, !alias.scope !1
  store i32 2, ptr %p, !alias.scope !2
  store <2 x i32> zeroinitializer, ptr %p
  ret void
}
)");
  llvm::PassInstrumentationCallbacks callbacks;
  const AccessAudit audit(parsed.module(), callbacks);
  parsed.instruction(2).setMetadata(llvm::LLVMContext::MD_alias_scope,
                                    parsed.instruction(1).getMetadata(llvm::LLVMContext::MD_alias_scope));
  parsed.instruction(1).eraseFromParent();
  CHECK(audit.lost().empty());
  parsed.instruction(0).eraseFromParent();
  REQUIRE(audit.lost().size() == 1);
  CHECK(audit.lost()[0].wasm_offset == 0x41414141);
}

TEST_CASE("an access that can't be reached is not lost with its block") {
  const std::string function = R"(
define i32 @f(ptr %p) {
entry:
  br i1 false, label %never, label %always
never:
  %unreachable = load i32, ptr %p, !alias.scope !1
  %next = add i32 %unreachable, 1
  br label %always
always:
  %value = phi i32 [ 0, %entry ], [ %next, %never ]
  %unused = load i32, ptr %p, !alias.scope !2
  ret i32 %value
}
)";
  CHECK(lost_by(function, "function(simplifycfg)").empty());
  const std::vector<LostAccess> lost = lost_by(function, "function(simplifycfg,instcombine<no-verify-fixpoint>)");
  REQUIRE(lost.size() == 1);
  CHECK(lost[0].wasm_offset == 0x42424242);
}

TEST_CASE("an access is not lost when a vector's access has its site") {
  ParsedFunction parsed(R"(
define <2 x i32> @f(ptr %p) {
  %lane = load i32, ptr %p, !alias.scope !1
  %lanes = load <2 x i32>, ptr %p, !alias.scope !3
  ret <2 x i32> %lanes
}
)");
  llvm::PassInstrumentationCallbacks callbacks;
  const AccessAudit audit(parsed.module(), callbacks);
  parsed.instruction(0).eraseFromParent();
  CHECK(audit.lost().empty());
}
