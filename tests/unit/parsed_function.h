// A function in LLVM's IR, for tests of what works on the sites of its accesses.
#pragma once

#include <doctest/doctest.h>
#include <llvm/AsmParser/Parser.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/SourceMgr.h>

#include <memory>
#include <string>

namespace wasmc {

// Two loads, of which one has a use that matters.
inline constexpr const char* used_and_unused = R"(
define i32 @f(ptr %p) {
  %used = load i32, ptr %p, !alias.scope !1
  %unused = load i32, ptr %p, !alias.scope !2
  %zero = mul i32 %unused, 0
  %sum = add i32 %used, %zero
  ret i32 %sum
}
)";

// The function is f; !1 and !2 are the scopes of accesses at the wasm offsets 0x41414141 and 0x42424242, !3 those of
// both.
class ParsedFunction {
 public:
  explicit ParsedFunction(const std::string& function) {
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
  [[nodiscard]] llvm::Function& function() const { return *module_->getFunction("f"); }
  llvm::Instruction& instruction(unsigned index) {
    return *std::next(llvm::inst_begin(*module_->getFunction("f")), index);
  }

 private:
  llvm::LLVMContext context_;
  std::unique_ptr<llvm::Module> module_;
};

}  // namespace wasmc
