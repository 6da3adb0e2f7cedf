#include "loader/load.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <cstring>

#include "loader/code_registry.h"
#include "loader/library.h"
#include "loader/platform/cpu_features.h"
#include "runtime-support/code_image.h"
#include "tests/unit/loader_sample.h"

namespace wasmc {

namespace {

std::string load_error(const ArtifactBuilder& builder) { return message_of(load_module(builder.bytes())); }

// The access of the page at an address, as the system describes it: "r-xp".
std::string access_of(const void* address) {
  std::FILE* maps = std::fopen("/proc/self/maps", "r");
  REQUIRE(maps != nullptr);
  std::string access;
  char line[512];
  while (std::fgets(line, sizeof(line), maps) != nullptr) {
    unsigned long begin = 0;
    unsigned long end = 0;
    char flags[5];
    if (std::sscanf(line, "%lx-%lx %4s", &begin, &end, flags) != 3) continue;
    if (reinterpret_cast<uintptr_t>(address) - begin < end - begin) access = flags;
  }
  std::fclose(maps);
  return access;
}

}  // namespace

TEST_CASE("a module is told from an artifact") {
  CHECK(message_of(load_module({0x00, 'a', 's', 'm', 1, 0, 0, 0})) ==
        "this is a WebAssembly module, not an artifact; compile it first: wasmc compile app.wasm -o app.cwasm");
}

TEST_CASE("an artifact for another architecture is refused with the target to take") {
  ArtifactBuilder builder;
  const bool is_arm = host_architecture == Architecture::aarch64;
  builder.artifact.header.architecture = is_arm ? Architecture::riscv64 : Architecture::aarch64;
  const std::string host = to_string(host_architecture);
  CHECK(load_error(builder) == std::string("compiled for ") + (is_arm ? "riscv64" : "aarch64") +
                                   ", but this machine is " + host + ": compile again with --target " + host +
                                   "-linux-gnu");
}

TEST_CASE("an artifact that needs an unknown CPU feature is refused with the feature") {
  ArtifactBuilder builder;
  builder.artifact.header.cpu_features = uint64_t{1} << 63;
  CHECK(load_error(builder) ==
        "needs the CPU feature number 63, which this machine lacks: compile again with a lower --cpu");
}

TEST_CASE("an artifact of another ABI is refused") {
  ArtifactBuilder newer;
  newer.artifact.header.abi = 99;
  CHECK(load_error(newer).starts_with("ABI 99 is not one of those accepted"));
}

TEST_CASE("an unknown library function is refused") {
  ArtifactBuilder builder;
  builder.artifact.import_slots = {{999u}};
  CHECK(load_error(builder).starts_with("the code needs library function number 999"));
  builder.artifact.import_slots = {{0u}};
  CHECK(load_error(builder) != "");
}

TEST_CASE("types that refer to later ones are refused") {
  ArtifactBuilder builder;
  builder.add_type({{ValueType::reference(static_cast<HeapType>(1), true)}, {}});
  builder.add_type({});
  CHECK(load_error(builder) == "mutually recursive types are not supported: type 0");
}

TEST_CASE("types that refer to themselves alike are equal, wherever they stand") {
  ArtifactBuilder first;
  first.add_type({{ValueType::reference(static_cast<HeapType>(0), true)}, {}});
  ArtifactBuilder second;
  second.add_type({});
  second.add_type({{ValueType::reference(static_cast<HeapType>(1), true)}, {}});
  second.add_type({{ValueType::reference(static_cast<HeapType>(1), true)}, {}});
  const auto one = load(first);
  const auto other = load(second);
  CHECK(one->type_id(0) == other->type_id(1));
  CHECK(other->type_id(1) != other->type_id(2));
}

TEST_CASE("equal types of different modules have the same id, also through references") {
  ArtifactBuilder first;
  first.add_type({{ValueType::i32()}, {}});
  first.add_type({{ValueType::reference(static_cast<HeapType>(0), true)}, {}});
  ArtifactBuilder second;
  second.add_type({});
  second.add_type({{ValueType::i32()}, {}});
  second.add_type({{ValueType::reference(static_cast<HeapType>(1), true)}, {}});
  const auto one = load(first);
  const auto other = load(second);
  CHECK(one->type_id(0) == other->type_id(1));
  CHECK(one->type_id(1) == other->type_id(2));
  CHECK(one->type_id(0) != other->type_id(0));
}

TEST_CASE("code, data and import slots stand at their distances and are never writable") {
  ArtifactBuilder builder;
  builder.artifact.code.assign(70000, 0xcc);
  builder.artifact.read_only_data = {1, 2, 3};
  builder.artifact.import_slots = {{1u}, {3u}};
  const uint32_t type = builder.add_type({});
  builder.add_function(type, 0, 70000, 100);
  const auto module = load(builder);
  const auto* code = static_cast<const uint8_t*>(module->function_code(0));
  const CodeImageLayout layout(70000, 3, 2);

  CHECK(code[69999] == 0xcc);
  CHECK(code[layout.read_only() + 2] == 3);
  const void* memset_slot = nullptr;
  std::memcpy(&memset_slot, code + layout.import_slots() + 8, sizeof(memset_slot));
  CHECK(memset_slot == library_function(3));
  CHECK(memset_slot != nullptr);
  CHECK(access_of(code) == "r-xp");
  CHECK(access_of(code + 69999) == "r-xp");
  CHECK(access_of(code + layout.read_only()) == "r--p");
  CHECK(access_of(code + layout.import_slots()) == "r--p");
}

TEST_CASE("code can be found by its address as long as the module lives") {
  ArtifactBuilder builder;
  builder.artifact.code.assign(16, 0xcc);
  builder.add_function(builder.add_type({}), 0, 16, 100);
  auto module = load(builder);
  const auto address = reinterpret_cast<uintptr_t>(module->function_code(0));
  CHECK(find_code(address) == module.get());
  module.reset();
  CHECK(find_code(address) == nullptr);
}

TEST_CASE("a file that can't be read is an error with the system's reason") {
  CHECK(message_of(load_file("/nonexistent/app.cwasm")) == "can't open the file: No such file or directory");
  CHECK(message_of(load_file("/")) == "not a regular file");
}

}  // namespace wasmc
