#include "compiler/codegen/keep_traps.h"

#include <doctest/doctest.h>

#include "tests/unit/parsed_function.h"

using namespace wasmc;

TEST_CASE("loads without influence on anything are made volatile, others are not") {
  ParsedFunction parsed(used_and_unused);
  pin_dead_accesses(parsed.module());
  CHECK_FALSE(parsed.instruction(0).isVolatile());
  CHECK(parsed.instruction(1).isVolatile());
}

TEST_CASE("merged accesses are found, but for the lanes of vectors") {
  ParsedFunction parsed(R"(
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
  ParsedFunction parsed(R"(
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
