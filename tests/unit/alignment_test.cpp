#include "compiler/codegen/alignment.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include <llvm/Object/ELFObjectFile.h>

#include "compiler/codegen/emit.h"
#include "compiler/codegen/target.h"
#include "tests/unit/parsed_function.h"

using namespace wasmc;

namespace {

// The alignment of the code of a module.
uint64_t alignment_of_module(const std::string& ir) {
  CompileOptions options;
  options.target = "x86_64-linux";
  Result<CodeTarget> target = CodeTarget::create(options);
  REQUIRE(target.has_value());
  const std::unique_ptr<llvm::TargetMachine> machine = target->make_machine(OptimisationLevel::O2);
  ParsedFunction parsed(ir);
  parsed.module().setTargetTriple(machine->getTargetTriple());
  parsed.module().setDataLayout(machine->createDataLayout());
  const auto object = emit_object(parsed.module(), *machine);
  REQUIRE(object.has_value());
  const auto file = llvm::cantFail(llvm::object::ObjectFile::createELFObjectFile(
      llvm::MemoryBufferRef(llvm::StringRef(object->data(), object->size()), "object")));
  uint64_t most = 0;
  for (const llvm::object::SectionRef& section : file->sections()) {
    if (section.isText()) most = std::max(most, section.getAlignment().value());
  }
  return most;
}

// That of a function with a loop that does these lines.
uint64_t alignment_of(const std::string& lines, const std::string& attribute = "") {
  return alignment_of_module("define void @f(ptr %memory, i64 %count, i8 %x) " + attribute + R"( {
entry:
  br label %loop
loop:
  %index = phi i64 [ 0, %entry ], [ %next, %loop ]
  %address = getelementptr i8, ptr %memory, i64 %index
)" + lines + R"(
  %next = add i64 %index, 3
  %more = icmp ult i64 %next, %count
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
)");
}

const std::string store = "  store volatile i8 %x, ptr %address, !alias.scope !1\n";

}  // namespace

TEST_CASE("a loop of a few instructions begins at a multiple of 32 bytes") { CHECK(alignment_of(store) == 32); }

TEST_CASE("a larger loop begins where LLVM wants it") {
  std::string many;
  for (int i = 0; i < 8; ++i) many += store;
  CHECK(alignment_of(many) == 16);
}

TEST_CASE("where the least size is asked for, no loop is aligned") { CHECK(alignment_of(store, "optsize") < 32); }

TEST_CASE("a function without loops begins anywhere, unless it calls itself") {
  CHECK(alignment_of_module("define i32 @f(i32 %x) { ret i32 %x }") < 16);
  CHECK(alignment_of_module(R"(
define i32 @f(i32 %x) {
  %less = call i32 @f(i32 %x)
  %sum = add i32 %less, 1
  ret i32 %sum
}
)") == 16);
}
