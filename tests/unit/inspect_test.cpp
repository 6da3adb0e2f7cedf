#include "tools/inspect.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "format/trap_table.h"
#include "format/write.h"
#include "runtime-support/code_image.h"
#include "tests/unit/sample_artifact.h"

using namespace wasmc;

namespace {

std::string inspect(const Artifact& artifact, const InspectOptions& options) {
  auto bytes = write_artifact(artifact);
  REQUIRE(bytes);
  std::ostringstream out;
  auto status = inspect_artifact(*bytes, options, print_disassembly, out);
  REQUIRE_MESSAGE(status, status.error().message);
  return out.str();
}

// Function 1 calls function 2, which loads from memory and jumps through the slot of memcpy.
Artifact sample_with_code() {
  Artifact artifact = sample_artifact();
  artifact.code.assign(64, 0x90);
  const uint8_t caller[] = {0xe8, 0x0b, 0x00, 0x00, 0x00, 0xc3};              // call 0x10; ret
  const uint8_t callee[] = {0x8b, 0x07, 0xff, 0x25, 0x00, 0x00, 0x00, 0x00};  // mov eax, [rdi]; jmp [rip + ...]
  std::copy(std::begin(caller), std::end(caller), artifact.code.begin());
  std::copy(std::begin(callee), std::end(callee), artifact.code.begin() + 16);
  const CodeImageLayout layout(64, artifact.read_only_data.size(), artifact.import_slots.size());
  put(artifact.code, 20, layout.import_slots() - 24, 4);
  artifact.trap_sites = encode_trap_table(std::vector<TrapSite>{{16, 0x7d, 2}});
  return artifact;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("inspect prints each part under its own option") {
  CHECK(inspect(sample_artifact(), {}).empty());
  CHECK(contains(inspect(sample_artifact(), {.header = true}), "x86_64-linux, 64-bit pointers"));
  CHECK(contains(inspect(sample_artifact(), {.header = true}), "sse3 ssse3 sse4.1 sse4.2 popcnt\n"));
  CHECK(contains(inspect(sample_artifact(), {.sections = true}), "read-only data"));
  CHECK(contains(inspect(sample_artifact(), {.imports = true}), "function \"env\" \"func\": [i32 i64] -> [funcref]"));
  CHECK(contains(inspect(sample_artifact(), {.exports = true}), "function \"run\": index 2, run\n"));
  CHECK(contains(inspect(sample_artifact(), {.definitions = true}), "1: 1 to 65536 pages of 64 KiB\n"));
  CHECK(contains(inspect(sample_artifact(), {.relocations = true}), "0x20000 memcpy\n  0x20008 memset\n"));
  CHECK(contains(inspect(sample_artifact(), {.trap_counts = true}), "1  out of bounds memory access\n"));
  CHECK(contains(inspect(sample_artifact(), {.traps = true}), "0x14 wasm 0x7d unreachable, in run\n"));
  CHECK(contains(inspect(sample_artifact(), {.build_info = true}), "  compiler: test\n"));
}

TEST_CASE("inspect disassembles with calls, imports and traps in comments") {
  const std::string text = inspect(sample_with_code(), {.disassembly = true});
  CHECK(contains(text, "<function 1>, 16 bytes:"));
  CHECK(contains(text, "call\t0x10  ; run\n"));
  CHECK(contains(text, "; trap: out of bounds memory access @ wasm 0x7d\n"));
  CHECK(contains(text, "; memcpy\n"));
}

TEST_CASE("inspect disassembles one function by name or by index") {
  for (const char* name : {"run", "2"}) {
    const std::string text = inspect(sample_with_code(), {.disassembly = true, .function = name});
    CHECK(contains(text, "<run>"));
    CHECK_FALSE(contains(text, "<function 1>"));
  }
}

TEST_CASE("inspect refuses a function that has no code") {
  std::ostringstream out;
  for (const char* name : {"func", "0", "3", "-1", ""})
    CHECK_FALSE(inspect_artifact(sample_bytes(), {.disassembly = true, .function = name}, print_disassembly, out));
}

TEST_CASE("inspect refuses what is no artifact") {
  std::ostringstream out;
  CHECK_FALSE(inspect_artifact({}, InspectOptions::overview(), nullptr, out));
  CHECK(out.str().empty());
}

TEST_CASE("inspect escapes names that a terminal would obey") {
  Artifact artifact = sample_artifact();
  artifact.strings[artifact.exports[0].name.offset] = 0x1b;
  CHECK(contains(inspect(artifact, {.exports = true}), "\"\\1bun\""));
}

TEST_CASE("inspect disassembles bytes that are no code") {
  Artifact artifact = sample_artifact();
  for (Architecture architecture : {Architecture::x86_64, Architecture::aarch64, Architecture::riscv64}) {
    artifact.header.architecture = architecture;
    CHECK(contains(inspect(artifact, InspectOptions::all()), "<run>"));
  }
}

TEST_CASE("inspect: JSON has the parts that are asked for, and names of any characters") {
  Artifact artifact = sample_with_code();
  artifact.strings[artifact.exports[0].name.offset] = 0x1b;
  const auto bytes = write_artifact(artifact);
  REQUIRE(bytes);
  const auto all = inspect_as_json(*bytes, InspectOptions::all());
  REQUIRE(all);
  for (const char* part :
       {"\"format\": \"", "\"header\": {", "\"signed_by\": null", "\"sections\": [", "\"imports\": [", "\"exports\": [",
        "\"import_slots\": [\"memcpy\"", "\"trap_counts\": {", "\"build_info\": {",
        "\"traps\": [\n    {\"code_offset\": 16, \"wasm_offset\": 125, \"kind\": \"out of bounds"})
    CHECK_MESSAGE(contains(*all, part), part);
  CHECK(contains(*all, "\\u001bun"));
  InspectOptions exports;
  exports.exports = true;
  const auto only = inspect_as_json(*bytes, exports);
  REQUIRE(only);
  CHECK(only->starts_with("{\n  \"exports\": [\n    {\"name\": \""));
  CHECK(!inspect_as_json(std::span(*bytes).first(bytes->size() - 1), exports));
}
