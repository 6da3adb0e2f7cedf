#include "compiler/codegen/scalar_rotations.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/unit/parsed_function.h"

using namespace wasmc;

namespace {

// A function that does each of the lines so many times, one after the other.
bool rotates(int times, const std::string& lines) {
  std::string text = "define void @f(i32 %x, <4 x i32> %v, i32 %y) {\n";
  for (int i = 0; i < times; ++i) {
    std::string copy = lines;
    for (size_t at = 0; (at = copy.find('#')) != std::string::npos;) copy.replace(at, 1, std::to_string(i));
    text += copy;
  }
  ParsedFunction parsed(text +
                        "  ret void\n}\ndeclare i32 @llvm.fshl.i32(i32, i32, i32)\n"
                        "declare <4 x i32> @llvm.fshl.v4i32(<4 x i32>, <4 x i32>, <4 x i32>)\n");
  return mostly_rotates(*parsed.module().getFunction("f"));
}

const std::string rotation = "  %r# = call i32 @llvm.fshl.i32(i32 %x, i32 %x, i32 7)\n";
const std::string addition = "  %a# = add i32 %x, %x\n";

}  // namespace

TEST_CASE("a function rotates if one instruction in sixteen is a rotation") {
  CHECK(rotates(8, rotation));
  CHECK(rotates(8, rotation + addition));
  std::string many;
  for (char name = 'a'; name < 't'; ++name) many += "  %" + std::string(1, name) + "x# = add i32 %x, %x\n";
  CHECK_FALSE(rotates(8, rotation + many));
  CHECK_FALSE(rotates(7, rotation));
}

TEST_CASE("shifts of two values and rotations of vectors are no scalar rotations") {
  CHECK_FALSE(rotates(8, "  %s# = call i32 @llvm.fshl.i32(i32 %x, i32 %y, i32 7)\n"));
  CHECK_FALSE(rotates(8, "  %v# = call <4 x i32> @llvm.fshl.v4i32(<4 x i32> %v, <4 x i32> %v, <4 x i32> %v)\n"));
}
