#include "tools/recorded_options.h"

#include <doctest/doctest.h>

#include <string_view>

using namespace wasmc;

namespace {

void set_build_info(ArtifactView& view, std::string_view text) {
  view.build_info = {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

}  // namespace

TEST_CASE("the options that an artifact was compiled with are taken from it") {
  ArtifactView view;
  view.header.architecture = Architecture::riscv64;
  view.header.optimisation = OptimisationLevel::Os;
  view.header.memory_strategy = MemoryStrategy::checked;
  view.header.cpu_features = 0b101;
  view.header.compile_options =
      static_cast<uint32_t>(CompileOption::deterministic) | static_cast<uint32_t>(CompileOption::strict_memory);
  set_build_info(view, "compiler: x\ntarget: riscv64-unknown-linux-gnu\ncpu: generic-rv64\n");
  const auto options = recorded_options(view);
  REQUIRE(options);
  CHECK(options->target == "riscv64-unknown-linux-gnu");
  CHECK(options->cpu == "generic-rv64");
  CHECK(options->features == "+m,-a,+f,-d,-c,-zba,-zbb,-zbs,-v");
  CHECK(options->level == OptimisationLevel::Os);
  CHECK(options->memory == MemoryStrategy::checked);
  CHECK(options->deterministic);
  CHECK(options->strict_memory);
}

TEST_CASE("a fact of the build is a whole line that begins with its name") {
  ArtifactView view;
  set_build_info(view, "cpus: a\n cpu: b\ncpu: c: d");
  CHECK(build_fact(view, "cpu") == "c: d");
  CHECK(build_fact(view, "target").empty());
  CHECK(!recorded_options(view));
}
