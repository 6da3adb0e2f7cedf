#include "compiler/codegen/drop_checks.h"

#include <doctest/doctest.h>
#include <llvm/AsmParser/Parser.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/Instructions.h>
#include <llvm/Support/SourceMgr.h>

#include <string>

using namespace wasmc;

namespace {

// A check of the 32-bit index `index`, up to `last`, of memory 0: "name" checks, "name.passed" follows.
std::string check(const std::string& name, const std::string& index, const std::string& last,
                  const std::string& facts) {
  return name + ":\n  %" + name + ".wide = zext i32 " + index + " to i64\n  %" + name + ".end = add nuw i64 %" + name +
         ".wide, " + last + "\n  %" + name + ".length = load i64, ptr %length\n  %" + name + ".fails = icmp uge i64 %" +
         name + ".end, %" + name + ".length, !wasm.bounds " + facts + "\n  br i1 %" + name + ".fails, label %" + name +
         ".trap, label %" + name + ".passed\n" + name + ".trap:\n  unreachable\n" + name + ".passed:\n";
}

// !1 to !3: of the last bytes 3, 7 and 11 of memory 0; !4: of the last byte 3 of memory 1.
constexpr const char* facts = R"(
!1 = !{i64 0, i64 3, i64 0}
!2 = !{i64 0, i64 7, i64 0}
!3 = !{i64 0, i64 11, i64 0}
!4 = !{i64 1, i64 3, i64 0}
)";

class Parsed {
 public:
  explicit Parsed(const std::string& blocks) {
    llvm::SMDiagnostic problem;
    const std::string head = "declare void @g()\ndefine void @f(ptr %length, i32 %a, i32 %b, i1 %c) {\n";
    module_ = llvm::parseAssemblyString(head + blocks + "}\n" + facts, problem, context_);
    REQUIRE_MESSAGE(module_ != nullptr, problem.getMessage().str());
    drop_dominated_checks(*module_);
  }

  // Whether the check still compares.
  [[nodiscard]] bool checks(const std::string& name) {
    for (const llvm::BasicBlock& block : *module_->getFunction("f")) {
      if (block.getName() != name) continue;
      return !llvm::isa<llvm::ConstantInt>(llvm::cast<llvm::BranchInst>(block.getTerminator())->getCondition());
    }
    return false;
  }

 private:
  llvm::LLVMContext context_;
  std::unique_ptr<llvm::Module> module_;
};

}  // namespace

TEST_CASE("a check of the same index and no more bytes is dropped, whatever is called before it") {
  Parsed parsed(check("first", "%a", "7", "!2") + "  call void @g()\n  br label %same\n" +
                check("same", "%a", "7", "!2") + "  br label %less\n" + check("less", "%a", "3", "!1") +
                "  ret void\n");
  CHECK(parsed.checks("first"));
  CHECK_FALSE(parsed.checks("same"));
  CHECK_FALSE(parsed.checks("less"));
}

TEST_CASE("a check of more bytes, of another index or of another memory stays") {
  Parsed parsed(check("first", "%a", "3", "!1") + "  br label %more\n" + check("more", "%a", "7", "!2") +
                "  br label %other\n" + check("other", "%b", "3", "!1") + "  br label %memory\n" +
                check("memory", "%a", "3", "!4") + "  ret void\n");
  CHECK(parsed.checks("more"));
  CHECK(parsed.checks("other"));
  CHECK(parsed.checks("memory"));
}

TEST_CASE("what one branch has checked does not hold in the other one, nor behind both") {
  Parsed parsed("start:\n  br i1 %c, label %left, label %right\n" + check("left", "%a", "7", "!2") +
                "  br label %join\n" + check("right", "%a", "3", "!1") + "  br label %join\n" +
                check("join", "%a", "3", "!1") + "  ret void\n");
  CHECK(parsed.checks("left"));
  CHECK(parsed.checks("right"));
  CHECK(parsed.checks("join"));
}

TEST_CASE("what was known before a wider check holds again where that one does not reach") {
  Parsed parsed(check("first", "%a", "3", "!1") + "  br i1 %c, label %wide, label %narrow\n" +
                check("wide", "%a", "11", "!3") + "  ret void\n" + check("narrow", "%a", "3", "!1") +
                "  br label %wider\n" + check("wider", "%a", "7", "!2") + "  ret void\n");
  CHECK(parsed.checks("wide"));
  CHECK_FALSE(parsed.checks("narrow"));
  CHECK(parsed.checks("wider"));
}

TEST_CASE("a comparison that no longer has the form of a check is left alone") {
  std::string changed = check("second", "%a", "3", "!1");
  changed.replace(changed.find("i64 %second.wide, 3"), 19, "i64 %second.wide, 5");
  Parsed parsed(check("first", "%a", "7", "!2") + "  br label %second\n" + changed + "  ret void\n");
  CHECK(parsed.checks("second"));
}
