#include "compiler/codegen/keep_traps.h"

#include <doctest/doctest.h>
#include <llvm/AsmParser/Parser.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/Support/SourceMgr.h>

#include <string>

using namespace wasmc;

namespace {

// One function; !1 and !2 are the scopes of accesses at the wasm offsets 0x41414141 and 0x42424242, !3 those of both.
class Parsed {
 public:
  explicit Parsed(const std::string& function) {
    const std::string scopes = R"(
!0 = !{!"sites"}
!1 = !{!4}
!2 = !{!5}
!3 = !{!4, !5}
!4 = !{!"AAAA\02", !0}
!5 = !{!"BBBB\02", !0}
)";
    llvm::SMDiagnostic problem;
    module_ = llvm::parseAssemblyString(function + scopes, problem, context_);
    REQUIRE_MESSAGE(module_ != nullptr, problem.getMessage().str());
  }

  llvm::Module& module() { return *module_; }
  llvm::Instruction& instruction(unsigned index) {
    return *std::next(llvm::inst_begin(*module_->getFunction("f")), index);
  }

 private:
  llvm::LLVMContext context_;
  std::unique_ptr<llvm::Module> module_;
};

constexpr const char* used_and_unused = R"(
define i32 @f(ptr %p) {
  %used = load i32, ptr %p, !alias.scope !1
  %unused = load i32, ptr %p, !alias.scope !2
  %zero = mul i32 %unused, 0
  %sum = add i32 %used, %zero
  ret i32 %sum
}
)";

}  // namespace

TEST_CASE("loads without influence on anything are made volatile, others are not") {
  Parsed parsed(used_and_unused);
  pin_dead_accesses(parsed.module());
  CHECK_FALSE(parsed.instruction(0).isVolatile());
  CHECK(parsed.instruction(1).isVolatile());
}

TEST_CASE("a load that is deleted is lost") {
  Parsed parsed(used_and_unused);
  const AccessAudit audit(parsed.module());
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
  Parsed parsed(R"(
define void @f(ptr %p) {
  store i32 1, ptr %p, !alias.scope !1
  store i32 2, ptr %p, !alias.scope !2
  store <2 x i32> zeroinitializer, ptr %p
  ret void
}
)");
  const AccessAudit audit(parsed.module());
  parsed.instruction(2).setMetadata(llvm::LLVMContext::MD_alias_scope,
                                    parsed.instruction(1).getMetadata(llvm::LLVMContext::MD_alias_scope));
  parsed.instruction(1).eraseFromParent();
  CHECK(audit.lost().empty());
  parsed.instruction(0).eraseFromParent();
  REQUIRE(audit.lost().size() == 1);
  CHECK(audit.lost()[0].wasm_offset == 0x41414141);
}

TEST_CASE("merged accesses are found, but for the lanes of vectors") {
  Parsed parsed(R"(
declare <2 x i32> @llvm.masked.gather.v2i32.v2p0(<2 x ptr>, <2 x i1>, <2 x i32>)
define void @f(ptr %p, <2 x ptr> %ps) {
  %merged = load i32, ptr %p, !alias.scope !3
  %lanes = load <2 x i32>, ptr %p, !alias.scope !3
  %gathered = call <2 x i32> @llvm.masked.gather.v2i32.v2p0(<2 x ptr> %ps, <2 x i1> splat (i1 true), <2 x i32> poison), !alias.scope !3
  ret void
}
)");
  const std::vector<LostAccess> merged = find_merged_accesses(parsed.module());
  REQUIRE(merged.size() == 2);
  CHECK(merged[0].wasm_offset == 0x41414141);
  CHECK(merged[1].wasm_offset == 0x42424242);
}

TEST_CASE("at the end all accesses are volatile, and nothing else") {
  Parsed parsed(R"(
define void @f(ptr %p) {
  %access = load i32, ptr %p, !alias.scope !1
  %other = load i32, ptr %p
  ret void
}
)");
  make_accesses_volatile(parsed.module());
  CHECK(parsed.instruction(0).isVolatile());
  CHECK_FALSE(parsed.instruction(1).isVolatile());
}
