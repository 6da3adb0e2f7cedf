#include "compiler/codegen/wide_indices.h"

#include <doctest/doctest.h>

#include <llvm/IR/Constants.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/ValueSymbolTable.h>
#include <llvm/IR/Verifier.h>

#include "tests/unit/parsed_function.h"

using namespace wasmc;

namespace {

const llvm::Instruction& named(const llvm::Function& function, const char* name) {
  return llvm::cast<llvm::Instruction>(*function.getValueSymbolTable()->lookup(name));
}

// Where the value of a load's address is extended.
const llvm::Value* index_of(const llvm::Function& function, const char* load) {
  const auto* address =
      llvm::cast<llvm::GetElementPtrInst>(llvm::cast<llvm::LoadInst>(named(function, load)).getPointerOperand());
  return address->getOperand(1);
}

size_t count_extensions(const llvm::Function& function) {
  size_t count = 0;
  for (const llvm::Instruction& each : llvm::instructions(function)) count += llvm::isa<llvm::ZExtInst>(each);
  return count;
}

}  // namespace

TEST_CASE("the index of a loop is a phi of 64 bits, extended where it is computed") {
  ParsedFunction parsed(R"(
define i32 @f(ptr %memory, i32 %start) {
entry:
  br label %loop
loop:
  %index = phi i32 [ %start, %entry ], [ %next, %loop ]
  %wide = zext i32 %index to i64
  %address = getelementptr i8, ptr %memory, i64 %wide
  %value = load i32, ptr %address
  %next = add i32 %index, 4
  %more = icmp ult i32 %index, %value
  br i1 %more, label %loop, label %end
end:
  ret i32 %index
}
)");
  llvm::Function& function = *parsed.module().getFunction("f");
  CHECK(widen_indices(function));
  CHECK_FALSE(llvm::verifyFunction(function));
  const auto* phi = llvm::dyn_cast<llvm::PHINode>(index_of(function, "value"));
  REQUIRE(phi != nullptr);
  CHECK(llvm::cast<llvm::ZExtInst>(phi->getIncomingValue(0))->getOperand(0) == function.getArg(1));
  CHECK(llvm::cast<llvm::ZExtInst>(phi->getIncomingValue(1))->getOperand(0) == &named(function, "next"));
  CHECK(count_extensions(function) == 2);
}

TEST_CASE("phis that give an index its values become phis of 64 bits, too") {
  ParsedFunction parsed(R"(
define i32 @f(ptr %memory, i32 %a, i32 %b, i1 %which) {
entry:
  %sum = add i32 %a, %b
  br i1 %which, label %left, label %middle
left:
  %more = add i32 %a, 8
  br label %middle
middle:
  %first = phi i32 [ %sum, %entry ], [ %more, %left ]
  br i1 %which, label %right, label %end
right:
  br label %end
end:
  %second = phi i32 [ %first, %middle ], [ 16, %right ]
  %wide = zext i32 %second to i64
  %address = getelementptr i8, ptr %memory, i64 %wide
  %value = load i32, ptr %address
  ret i32 %value
}
)");
  llvm::Function& function = *parsed.module().getFunction("f");
  CHECK(widen_indices(function));
  CHECK_FALSE(llvm::verifyFunction(function));
  const auto* second = llvm::dyn_cast<llvm::PHINode>(index_of(function, "value"));
  REQUIRE(second != nullptr);
  CHECK(llvm::isa<llvm::PHINode>(second->getIncomingValue(0)));
  CHECK(llvm::isa<llvm::ConstantInt>(second->getIncomingValue(1)));
  CHECK(count_extensions(function) == 2);
}

TEST_CASE("all edges from one block give the phi one value") {
  ParsedFunction parsed(R"(
define i32 @f(ptr %memory, i32 %a, i32 %b) {
entry:
  switch i32 %a, label %other [
    i32 1, label %end
    i32 2, label %end
  ]
other:
  br label %end
end:
  %index = phi i32 [ %b, %entry ], [ %b, %entry ], [ %a, %other ]
  %wide = zext i32 %index to i64
  %address = getelementptr i8, ptr %memory, i64 %wide
  %value = load i32, ptr %address
  ret i32 %value
}
)");
  llvm::Function& function = *parsed.module().getFunction("f");
  CHECK(widen_indices(function));
  CHECK_FALSE(llvm::verifyFunction(function));
  CHECK(llvm::isa<llvm::PHINode>(index_of(function, "value")));
  CHECK(count_extensions(function) == 2);
}

TEST_CASE("an index that other blocks use is extended once, where it is computed") {
  ParsedFunction parsed(R"(
define i32 @f(ptr %memory, i32 %a, i1 %which) {
entry:
  %index = shl i32 %a, 2
  br i1 %which, label %left, label %right
left:
  %wide_left = zext i32 %index to i64
  %left_address = getelementptr i8, ptr %memory, i64 %wide_left
  %left_value = load i32, ptr %left_address
  ret i32 %left_value
right:
  %wide_right = zext i32 %index to i64
  %right_address = getelementptr i8, ptr %memory, i64 %wide_right
  %right_value = load i32, ptr %right_address
  ret i32 %right_value
}
)");
  llvm::Function& function = *parsed.module().getFunction("f");
  CHECK(widen_indices(function));
  CHECK_FALSE(llvm::verifyFunction(function));
  CHECK(index_of(function, "left_value") == named(function, "index").getNextNode());
  CHECK(index_of(function, "right_value") == index_of(function, "left_value"));
}

TEST_CASE("arguments and indices of one block are left as they are") {
  ParsedFunction parsed(R"(
define i32 @f(ptr %memory, i32 %a) {
  %index = add i32 %a, 4
  %wide = zext i32 %index to i64
  %other = zext i32 %a to i64
  %address = getelementptr i8, ptr %memory, i64 %wide
  %value = load i32, ptr %address
  %other_address = getelementptr i8, ptr %memory, i64 %other
  %other_value = load i32, ptr %other_address
  %sum = add i32 %value, %other_value
  ret i32 %sum
}
)");
  CHECK_FALSE(widen_indices(*parsed.module().getFunction("f")));
}
