#include "compiler/codegen/in_bounds.h"

#include <doctest/doctest.h>

#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/ValueSymbolTable.h>
#include <llvm/IR/Verifier.h>

#include "compiler/translate/site.h"
#include "tests/unit/parsed_function.h"
#include "tests/unit/pass_runner.h"

using namespace wasmc;

namespace {

// A function with a memory of 65536 bytes.
ParsedFunction with_memory(const std::string& body) {
  return ParsedFunction(
      "define void @f(ptr %context, i32 %i, i8 %byte) {\nentry:\n"
      "  %memory = load ptr, ptr %context, !dereferenceable !6\n" +
      body + "}\n!6 = !{i64 65536}\n!7 = !{!8, !8, i64 0}\n!8 = !{!\"linear memory\", !9}\n!9 = !{!\"root\"}\n");
}

size_t count_sites(const ParsedFunction& parsed) {
  size_t count = 0;
  for (const llvm::Instruction& each : llvm::instructions(parsed.function())) count += is_site(each);
  return count;
}

// The function has one access, of 4 bytes at %offset.
bool is_known(const std::string& offset) {
  ParsedFunction parsed = with_memory(offset +
                                      "  %address = getelementptr i8, ptr %memory, i64 %offset\n"
                                      "  store i32 7, ptr %address, !alias.scope !1\n  ret void\n");
  mark_accesses_in_bounds(parsed.function());
  return count_sites(parsed) == 0;
}

// A loop of so many rounds that stores 4 bytes at each index, an i32 that begins and grows by so much.
std::string loop_of(const char* name, int begin, int step, const char* rounds) {
  const std::string n = name;
  return "  br label %" + n + "\n" + n + ":\n  %i" + n + " = phi i32 [ " + std::to_string(begin) + ", %before" + n +
         " ], [ %next" + n + ", %" + n + " ]\n  %round" + n + " = phi i32 [ 0, %before" + n + " ], [ %count" + n +
         ", %" + n + " ]\n  %sum" + n + " = add i32 %i" + n + ", 4\n  %wide" + n + " = zext i32 %sum" + n +
         " to i64\n  %address" + n + " = getelementptr i8, ptr %memory, i64 %wide" + n +
         "\n  store i32 1, ptr %address" + n + ", !alias.scope !1, !tbaa !7\n  %next" + n + " = add i32 %i" + n + ", " +
         std::to_string(step) + "\n  %count" + n + " = add i32 %round" + n + ", 1\n  %more" + n +
         " = icmp ult i32 %count" + n + ", " + rounds + "\n  br i1 %more" + n + ", label %" + n + ", label %end" + n +
         "\nend" + n + ":\n";
}

void mark_in_loops(ParsedFunction& parsed) {
  PassRunner runner;
  (void)MarkAccessesInBounds::run(parsed.function(), runner.functions);
  CHECK_FALSE(llvm::verifyModule(parsed.module(), &llvm::errs()));
}

const llvm::Instruction& named(const ParsedFunction& parsed, const char* name) {
  return llvm::cast<llvm::Instruction>(*parsed.function().getValueSymbolTable()->lookup(name));
}

const llvm::MDNode* area_of(const ParsedFunction& parsed, const char* address) {
  return llvm::cast<llvm::Instruction>(*named(parsed, address).user_begin())->getMetadata(llvm::LLVMContext::MD_tbaa);
}

}  // namespace

TEST_CASE("accesses at constants are in bounds up to the last byte") {
  CHECK(is_known("  %offset = add i64 0, 0\n"));
  CHECK(is_known("  %offset = add i64 0, 65532\n"));
  CHECK_FALSE(is_known("  %offset = add i64 0, 65533\n"));
  CHECK_FALSE(is_known("  %offset = add i64 0, -1\n"));
}

TEST_CASE("accesses are in bounds whose index has few bits enough") {
  CHECK(is_known("  %few = zext i8 %byte to i64\n  %offset = add nuw i64 %few, 65024\n"));
  CHECK_FALSE(is_known("  %few = zext i8 %byte to i64\n  %offset = add nuw i64 %few, 65535\n"));
  CHECK_FALSE(is_known("  %offset = zext i32 %i to i64\n"));
}

TEST_CASE("volatile accesses, and those to what is no memory, are left as they are") {
  ParsedFunction parsed = with_memory(R"(
  store volatile i32 7, ptr %memory, !alias.scope !1
  %other = load ptr, ptr %context
  %address = getelementptr i8, ptr %other, i64 0
  store i32 7, ptr %address, !alias.scope !2
  ret void
)");
  mark_accesses_in_bounds(parsed.function());
  CHECK(count_sites(parsed) == 2);
}

TEST_CASE("accesses of a loop are in bounds if the last one is") {
  ParsedFunction inside =
      with_memory("  br label %beforea\nbeforea:\n" + loop_of("a", 60000, 8, "692") + "  ret void\n");
  mark_in_loops(inside);
  CHECK(count_sites(inside) == 0);
  // Sums that are known not to wrap are said not to.
  CHECK(named(inside, "suma").hasNoUnsignedWrap());
  ParsedFunction beyond =
      with_memory("  br label %beforea\nbeforea:\n" + loop_of("a", 60000, 8, "693") + "  ret void\n");
  mark_in_loops(beyond);
  CHECK(count_sites(beyond) == 1);
  ParsedFunction variable = with_memory("  br label %beforea\nbeforea:\n" + loop_of("a", 0, 8, "%i") + "  ret void\n");
  mark_in_loops(variable);
  CHECK(count_sites(variable) == 1);
  CHECK_FALSE(named(variable, "suma").hasNoUnsignedWrap());
}

TEST_CASE("areas that have nothing in common are told apart") {
  ParsedFunction parsed = with_memory("  br label %beforea\nbeforea:\n" + loop_of("a", 0, 4, "100") +
                                      "  br label %beforeb\nbeforeb:\n" + loop_of("b", 396, 4, "10") +
                                      "  br label %beforec\nbeforec:\n" + loop_of("c", 436, 4, "10") + "  ret void\n");
  mark_in_loops(parsed);
  CHECK(count_sites(parsed) == 0);
  CHECK(area_of(parsed, "addressa") == area_of(parsed, "addressb"));
  CHECK(area_of(parsed, "addressa") != area_of(parsed, "addressc"));
}

TEST_CASE("areas of accesses that are checked are told apart, too") {
  std::string body = "  br label %beforea\nbeforea:\n" + loop_of("a", 0, 4, "100") + "  br label %beforeb\nbeforeb:\n" +
                     loop_of("b", 400, 4, "10") + "  ret void\n";
  for (size_t at = body.find("!alias.scope !1, "); at != std::string::npos; at = body.find("!alias.scope !1, ")) {
    body.erase(at, 17);
  }
  ParsedFunction parsed = with_memory(body);
  mark_in_loops(parsed);
  CHECK(area_of(parsed, "addressa") != area_of(parsed, "addressb"));
}
