#include "loader/load.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include <unistd.h>

#include "format/write.h"
#include "loader/code_registry.h"
#include "loader/library.h"
#include "loader/platform/cpu_features.h"
#include "runtime-support/code_image.h"
#include "tests/unit/loader_sample.h"

namespace wasmc {

namespace {

std::string load_error(const ArtifactBuilder& builder) { return message_of(load_module(builder.bytes())); }

// What the system says of the page at an address.
struct Page {
  std::string access;  // "r-xp"
  std::string file;    // that it is mapped from; empty if none
};

Page page_at(const void* address) {
  std::FILE* maps = std::fopen("/proc/self/maps", "r");
  REQUIRE(maps != nullptr);
  Page page;
  char line[1024];
  while (std::fgets(line, sizeof(line), maps) != nullptr) {
    unsigned long begin = 0;
    unsigned long end = 0;
    char flags[5];
    char file[512] = "";
    if (std::sscanf(line, "%lx-%lx %4s %*s %*s %*s %511s", &begin, &end, flags, file) < 3) continue;
    if (reinterpret_cast<uintptr_t>(address) - begin < end - begin) page = {flags, file};
  }
  std::fclose(maps);
  return page;
}

std::string access_of(const void* address) { return page_at(address).access; }

// A function and some read-only data, in a file of its own.
class ArtifactFileOnDisk {
 public:
  explicit ArtifactFileOnDisk(Layout layout) {
    ArtifactBuilder builder;
    builder.artifact.code.assign(70000, 0xcc);
    builder.artifact.read_only_data = {1, 2, 3};
    builder.artifact.import_slots = {{1u}};
    builder.add_function(builder.add_type({}), 0, 16, 100);
    write(*write_artifact(builder.artifact, {.layout = layout}));
  }
  ~ArtifactFileOnDisk() { std::remove(path().c_str()); }

  [[nodiscard]] const std::string& path() const { return path_; }

  // In the place of what was there, as tools write files.
  void write(const std::vector<uint8_t>& bytes) {
    const std::string temporary = path_ + ".new";
    std::FILE* file = std::fopen(temporary.c_str(), "wb");
    REQUIRE(file != nullptr);
    CHECK(std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size());
    std::fclose(file);
    REQUIRE(std::rename(temporary.c_str(), path_.c_str()) == 0);
  }

 private:
  std::string path_ = "/tmp/wasmc-load-test-" + std::to_string(::getpid()) + ".cwasm";
};

const uint8_t* code_of(const LoadedModule& module) { return static_cast<const uint8_t*>(module.function_code(0)); }

uint8_t data_of(const LoadedModule& module, size_t i) { return module.view().read_only_data[i]; }

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

TEST_CASE("code and read-only data of the fast layout are mapped from the file") {
  const ArtifactFileOnDisk file(Layout::fast);
  const auto module = load_file(file.path());
  REQUIRE_MESSAGE(module, message_of(module));
  const uint8_t* code = code_of(**module);
  const CodeImageLayout layout(70000, 3, 1);
  for (const uint8_t* address : {code, code + 69999}) {
    CHECK(page_at(address).file == file.path());
    CHECK(page_at(address).access == "r-xp");
    CHECK(*address == 0xcc);
  }
  CHECK(page_at(code + layout.read_only()).file == file.path());
  CHECK(page_at(code + layout.read_only()).access == "r--p");
  CHECK(data_of(**module, 2) == 3);
  CHECK(page_at(code + layout.import_slots()).file == "");
  CHECK(page_at(code + layout.import_slots()).access == "r--p");
}

TEST_CASE("of the small layout, and where a copy is asked for, nothing is mapped from the file") {
  for (const Layout layout : {Layout::small, Layout::fast}) {
    const ArtifactFileOnDisk file(layout);
    const auto module = load_file(file.path(), {.copy = true});
    REQUIRE_MESSAGE(module, message_of(module));
    CHECK(page_at(code_of(**module)).file == "");
    CHECK(page_at(code_of(**module)).access == "r-xp");
    CHECK(*code_of(**module) == 0xcc);
    CHECK(data_of(**module, 2) == 3);
  }
}

TEST_CASE("a module stays what it is when its file is replaced or removed") {
  for (const Layout layout : {Layout::small, Layout::fast}) {
    std::shared_ptr<const LoadedModule> module;
    {
      ArtifactFileOnDisk file(layout);
      module = *load_file(file.path());
      file.write(std::vector<uint8_t>(100));
      CHECK_FALSE(load_file(file.path()));
    }
    CHECK(code_of(*module)[69999] == 0xcc);
    CHECK(data_of(*module, 2) == 3);
    CHECK(module->view().functions.size() == 1);
  }
}

TEST_CASE("damaged code is found when it is mapped, too") {
  ArtifactFileOnDisk file(Layout::fast);
  std::FILE* stream = std::fopen(file.path().c_str(), "r+b");
  REQUIRE(stream != nullptr);
  std::fseek(stream, 4096 + 100, SEEK_SET);
  std::fputc(0, stream);
  std::fclose(stream);
  CHECK(message_of(load_file(file.path())) == "section 'code': checksum mismatch: the artifact is damaged");
}

}  // namespace wasmc
