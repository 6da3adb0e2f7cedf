#include "compiler/codegen/target.h"

#include <doctest/doctest.h>

using namespace wasmc;

namespace {

Result<CodeTarget> target_for(const char* triple, const char* cpu = "", const char* features = "") {
  CompileOptions options;
  options.target = triple;
  options.cpu = cpu;
  options.features = features;
  return CodeTarget::create(options);
}

}  // namespace

TEST_CASE("the default CPU is the psABI's portable baseline") {
  const auto target = target_for("x86_64-linux");
  REQUIRE(target.has_value());
  CHECK(target->cpu() == "x86-64-v2");
  CHECK(target->has_feature("sse4.2"));
  CHECK(target->has_feature("popcnt"));
  CHECK_FALSE(target->has_feature("avx"));
}

TEST_CASE("a CPU level brings its features into the header's set") {
  const auto target = target_for("x86_64-linux", "x86-64-v3");
  REQUIRE(target.has_value());
  CHECK(target->has_feature("avx2"));
  CHECK(target->has_feature("fma"));
  CHECK_FALSE(target->has_feature("avx512f"));
}

TEST_CASE("features are added and left out by name") {
  const auto target = target_for("x86_64-linux", "x86-64-v3", "-avx2,+movbe");
  REQUIRE(target.has_value());
  CHECK_FALSE(target->has_feature("avx2"));
  CHECK(target->has_feature("movbe"));
}

TEST_CASE("features that no loader can check are refused") {
  CHECK_FALSE(target_for("x86_64-linux", "", "+amx-tile").has_value());
  CHECK_FALSE(target_for("x86_64-linux", "", "+no-such-feature").has_value());
  CHECK_FALSE(target_for("x86_64-linux", "", "avx2").has_value());
}

TEST_CASE("unknown CPUs and targets are refused with what to use") {
  const auto cpu = target_for("x86_64-linux", "pentium-9000");
  REQUIRE_FALSE(cpu.has_value());
  CHECK(cpu.error().message.find("x86-64-v2") != std::string::npos);
  const auto target = target_for("mips-linux");
  REQUIRE_FALSE(target.has_value());
  CHECK(target.error().message.find("aarch64-linux") != std::string::npos);
  CHECK_FALSE(target_for("x86_64-windows").has_value());
}

TEST_CASE("every architecture has a machine at every level") {
  for (const char* triple : {"x86_64-linux", "aarch64-linux-gnu", "riscv64-unknown-linux-gnu"}) {
    const auto target = target_for(triple);
    REQUIRE(target.has_value());
    for (OptimisationLevel level : {OptimisationLevel::O0, OptimisationLevel::O2}) {
      CHECK(target->make_machine(level) != nullptr);
    }
  }
}

TEST_CASE("-O1 asks for the fast selection of instructions on x86-64 alone") {
  const auto selects_fast = [](const char* triple, OptimisationLevel level) {
    return target_for(triple)->make_machine(level)->Options.EnableFastISel;
  };
  CHECK(selects_fast("x86_64-linux", OptimisationLevel::O1));
  CHECK_FALSE(selects_fast("x86_64-linux", OptimisationLevel::O2));
  CHECK_FALSE(selects_fast("riscv64-linux", OptimisationLevel::O1));
}
