#include "compiler/compile.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "compiler/analyze/partitions.h"
#include "compiler/binary/decode.h"
#include "format/trap_table.h"
#include "format/write.h"
#include "runtime-support/traps.h"
#include "tests/unit/wasm_bytes.h"

using namespace wasmc;

namespace {

constexpr OptimisationLevel all_levels[] = {OptimisationLevel::O0, OptimisationLevel::O1, OptimisationLevel::O2,
                                            OptimisationLevel::O3, OptimisationLevel::Os};
constexpr const char* all_targets[] = {"x86_64-linux", "aarch64-linux", "riscv64-linux"};

Artifact compile_function(const Bytes& instructions, OptimisationLevel level, const char* target = "x86_64-linux") {
  CompileOptions options;
  options.level = level;
  options.target = target;
  options.threads = 1;
  Result<Artifact> artifact = compile(function_module(instructions), options);
  REQUIRE_MESSAGE(artifact.has_value(), artifact.error().message);
  return std::move(*artifact);
}

// The codes of the trap sites that lie at an offset in the function's body.
std::vector<TrapCode> traps_at(const Artifact& artifact, uint32_t instruction) {
  const uint32_t first_instruction = artifact.functions[0].wasm_offset + 1;  // behind the count of locals
  std::vector<TrapCode> codes;
  const Result<std::vector<TrapSite>> sites = decode_trap_table(artifact.trap_sites);
  REQUIRE(sites.has_value());
  for (const TrapSite& site : *sites) {
    if (site.wasm_offset == first_instruction + instruction) codes.push_back(static_cast<TrapCode>(site.code));
  }
  return codes;
}

bool has_trap(const Artifact& artifact, uint32_t instruction, TrapCode code) {
  const std::vector<TrapCode> codes = traps_at(artifact, instruction);
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

TEST_CASE("a load whose value nobody needs keeps its trap at every level, on every target") {
  const Bytes body = {0x20, 0, 0x28, 2, 0, 0x1a, 0x41, 7};  // local.get 0, i32.load, drop, i32.const 7
  for (const char* target : all_targets) {
    for (OptimisationLevel level : all_levels) {
      CAPTURE(to_string(level));
      CHECK(has_trap(compile_function(body, level, target), 2, TrapCode::memory_out_of_bounds));
    }
  }
}

TEST_CASE("a load that is multiplied by zero keeps its trap") {
  const Bytes body = {0x20, 0, 0x28, 2, 0, 0x41, 0, 0x6c};
  for (OptimisationLevel level : all_levels) {
    CHECK(has_trap(compile_function(body, level), 2, TrapCode::memory_out_of_bounds));
  }
}

TEST_CASE("a store that a narrower one overwrites keeps its trap") {
  // i64.store 0 (local 0) 1; i32.store8 (local 0) 2; i32.const 0
  const Bytes body = {0x20, 0, 0x42, 1, 0x37, 3, 0, 0x20, 0, 0x41, 2, 0x3a, 0, 0, 0x41, 0};
  for (OptimisationLevel level : all_levels) {
    CHECK(has_trap(compile_function(body, level), 4, TrapCode::memory_out_of_bounds));
    CHECK(has_trap(compile_function(body, level), 11, TrapCode::memory_out_of_bounds));
  }
}

TEST_CASE("division has a site for each of its traps") {
  const Bytes body = {0x20, 0, 0x20, 0, 0x6d};  // local.get 0, local.get 0, i32.div_s
  const Artifact plain = compile_function(body, OptimisationLevel::O0);
  CHECK(has_trap(plain, 4, TrapCode::integer_divide_by_zero));
  CHECK(has_trap(plain, 4, TrapCode::integer_overflow));
}

TEST_CASE("an indirect call has its three traps") {
  const Bytes body = {0x20, 0, 0x20, 0, 0x11, 1, 0};
  for (const char* target : all_targets) {
    const Artifact artifact = compile_function(body, OptimisationLevel::O2, target);
    CHECK(has_trap(artifact, 4, TrapCode::undefined_element));
    CHECK(has_trap(artifact, 4, TrapCode::uninitialized_element));
    CHECK(has_trap(artifact, 4, TrapCode::indirect_call_type_mismatch));
  }
}

TEST_CASE("the output does not depend on the number of threads") {
  Bytes functions = {100};
  Bytes bodies = {100};
  for (uint8_t i = 0; i < 100; ++i) {
    functions.push_back(1);
    bodies = join({bodies, sized({0, 0x20, 0, 0x41, static_cast<uint8_t>(i % 64), 0x6a, 0x0b})});
  }
  auto long_section = [](uint8_t id, const Bytes& contents) {
    const auto size = static_cast<uint32_t>(contents.size());
    return join({{id, static_cast<uint8_t>(size | 0x80), static_cast<uint8_t>(size >> 7)}, contents});
  };
  const Bytes wasm = module_bytes({type_section(), section(3, functions), long_section(10, bodies)});
  CompileOptions options;
  options.threads = 1;
  const Result<Artifact> one = compile(wasm, options);
  REQUIRE_MESSAGE(one.has_value(), one.error().message);
  options.threads = 7;
  const Result<Artifact> seven = compile(wasm, options);
  REQUIRE(seven.has_value());
  CHECK(*write_artifact(*one) == *write_artifact(*seven));
}

TEST_CASE("an invalid module gives the offset of what is wrong") {
  const Result<Artifact> artifact = compile(function_module({0x42, 0}), {});
  REQUIRE_FALSE(artifact.has_value());
  CHECK(artifact.error().message.find("type mismatch") == 0);
  CHECK(artifact.error().has_offset());
}

TEST_CASE("what is not supported is refused by name") {
  const Result<Artifact> artifact = compile(function_module({0xfb, 0x1c}), {});  // ref.i31
  REQUIRE_FALSE(artifact.has_value());
  CHECK(artifact.error().message.find("not supported yet") == 0);
}

TEST_CASE("an access to a checked memory traps by a comparison, at its own position") {
  const Bytes body = {0x20, 0, 0x28, 2, 0, 0x1a, 0x41, 7};  // local.get 0, i32.load, drop, i32.const 7
  for (const char* target : all_targets) {
    for (OptimisationLevel level : all_levels) {
      CompileOptions options;
      options.level = level;
      options.target = target;
      options.memory = MemoryStrategy::checked;
      const Result<Artifact> artifact = compile(function_module(body), options);
      REQUIRE_MESSAGE(artifact.has_value(), artifact.error().message);
      CHECK(artifact->header.memory_strategy == MemoryStrategy::checked);
      CHECK(traps_at(*artifact, 2) == std::vector{TrapCode::memory_out_of_bounds});
    }
  }
}

TEST_CASE("the header records the target's facts") {
  const Artifact artifact = compile_function({0x41, 0}, OptimisationLevel::O1, "aarch64-linux");
  CHECK(artifact.header.architecture == Architecture::aarch64);
  CHECK(artifact.header.memory_strategy == MemoryStrategy::guard);
  CHECK(artifact.header.start_function == none_index);
  const Bytes same = function_module({0x41, 0});
  CHECK(artifact.header.source_hash == compile(same, {})->header.source_hash);
  CHECK(artifact.header.source_hash != compile(function_module({0x41, 1}), {})->header.source_hash);
}

TEST_CASE("every defined function is in exactly one partition, in order") {
  Bytes functions = {120};
  Bytes bodies = {120};
  for (int i = 0; i < 120; ++i) {
    functions.push_back(0);
    bodies = join({bodies, sized({0, 0x0b})});
  }
  auto long_section = [](uint8_t id, const Bytes& contents) {
    const auto size = static_cast<uint32_t>(contents.size());
    return join({{id, static_cast<uint8_t>(size | 0x80), static_cast<uint8_t>(size >> 7)}, contents});
  };
  const Bytes wasm = module_bytes({type_section(), section(3, functions), long_section(10, bodies)});
  const Result<Module> module = decode_module(wasm);
  REQUIRE_MESSAGE(module.has_value(), module.error().message);
  const std::vector<Partition> partitions = plan_partitions(*module);
  CHECK(partitions.size() == 2);
  uint32_t next = 0;
  for (const Partition& partition : partitions) {
    for (uint32_t function : partition) CHECK(function == next++);
  }
  CHECK(next == 120);
}
