#include "loader/explain.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "format/layout.h"
#include "runtime-support/vmctx.h"
#include "tests/unit/loader_sample.h"

namespace wasmc {

namespace {

const FunctionType no_results{};

struct Explained {
  std::unique_ptr<Store> store = std::move(Store::create()).value();
  Explanation explanation;
};

Explained explain_bytes(std::vector<uint8_t> bytes, const ExplainOptions& options = {}) {
  Explained explained;
  explained.explanation = explain(std::move(bytes), *explained.store, options);
  return explained;
}

std::string kinds_of(const Explanation& explanation) {
  std::string kinds;
  for (const Obstacle& obstacle : explanation.obstacles) kinds += std::string(code_of(obstacle.kind)) + " ";
  return kinds;
}

std::string kinds_of(std::vector<uint8_t> bytes, const ExplainOptions& options = {}) {
  return kinds_of(explain_bytes(std::move(bytes), options).explanation);
}

}  // namespace

TEST_CASE("explain: a sound artifact for this machine has no obstacles") {
  const auto explained = explain_bytes(ArtifactBuilder().bytes());
  CHECK(explained.explanation.runs());
  CHECK(explained.explanation.header.has_value());
  CHECK(!explained.explanation.signer.has_value());
}

TEST_CASE("explain: all that is wrong is said at once") {
  ArtifactBuilder builder;
  ArtifactHeader& header = builder.artifact.header;
  header.abi = abi_version + 1;
  header.cpu_features = uint64_t{3} << 62;
  header.image_page_log2 = 3;
  builder.artifact.import_slots.push_back({9999});
  builder.add_import("env", "f", ExternalKind::function, builder.add_type(no_results));
  builder.add_table(ValueType::funcref(), limits_is_64, uint64_t{1} << 60);
  const auto explained = explain_bytes(builder.bytes(), {.trust = nullptr, .resolvers = {}, .entry = "_start"});
  CHECK(kinds_of(explained.explanation) ==
        "abi layout page-size cpu-features import-slot missing-import table-size entry ");
  const auto& obstacles = explained.explanation.obstacles;
  CHECK(obstacles[3].error.message.find("the CPU features number 62, number 63,") != std::string::npos);
  REQUIRE(explained.explanation.imports.size() == 1);
  CHECK(explained.explanation.imports[0].wanted == "function [] -> []");
  CHECK(!explained.explanation.imports[0].offered);
}

TEST_CASE("explain: an artifact for another architecture is looked at, too") {
  ArtifactBuilder builder;
  Architecture& architecture = builder.artifact.header.architecture;
  architecture = architecture == Architecture::x86_64 ? Architecture::riscv64 : Architecture::x86_64;
  builder.artifact.header.cpu_features = 1;
  builder.add_import("env", "memory", ExternalKind::memory, 0);
  builder.add_memory(limits_imported, 1);
  CHECK(kinds_of(builder.bytes()) == "architecture missing-import ");
}

TEST_CASE("explain: what can't be read is told from what is damaged, and from other versions") {
  const auto bytes = ArtifactBuilder().bytes();
  CHECK(kinds_of(std::vector<uint8_t>()) == "not-an-artifact ");
  CHECK(kinds_of({0, 'a', 's', 'm', 1, 0, 0, 0}) == "not-an-artifact ");
  CHECK(kinds_of(std::vector<uint8_t>(bytes.begin(), bytes.end() - 1)) == "damaged ");
  auto newer = bytes;
  ++newer[offsetof(FileHeader, format_minor)];
  CHECK(kinds_of(newer) == "format-version ");
  auto damaged = bytes;
  damaged[offsetof(FileHeader, release)] ^= 1;
  CHECK(kinds_of(damaged) == "damaged ");
}

TEST_CASE("explain: a change of any byte, and any cut, is an obstacle") {
  const auto bytes = ArtifactBuilder().bytes();
  for (size_t i = 0; i < bytes.size(); ++i) {
    auto changed = bytes;
    changed[i] ^= static_cast<uint8_t>(1u << (i % 8));
    CHECK_MESSAGE(!kinds_of(changed).empty(), i);
    CHECK_MESSAGE(!kinds_of(std::vector<uint8_t>(bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(i))).empty(), i);
  }
}

TEST_CASE("explain: what is distrusted is not looked at beyond its header") {
  if (!has_signatures()) return;
  ArtifactBuilder builder;
  builder.artifact.header.abi = abi_version + 1;
  builder.add_import("env", "f", ExternalKind::function, builder.add_type(no_results));
  const TrustPolicy nobody;
  const auto explained = explain_bytes(builder.bytes(), {.trust = &nobody, .resolvers = {}, .entry = "_start"});
  CHECK(kinds_of(explained.explanation) == "abi unsigned ");
  CHECK(explained.explanation.module == nullptr);
}

TEST_CASE("explain: what another module will export can be imported from it, if the types match") {
  ArtifactBuilder library;
  library.add_memory(0, 2);
  library.add_export("memory", ExternalKind::memory, 0);
  library.add_table(ValueType::funcref(), 0, 1);
  library.add_export("table", ExternalKind::table, 0);
  ExpectedExports exports;
  exports.define("library", explain_bytes(library.bytes()).explanation.module);
  ImportResolver* const resolvers[] = {&exports};

  ArtifactBuilder importer;
  importer.add_import("library", "memory", ExternalKind::memory, 0);
  importer.add_import("library", "table", ExternalKind::table, 0);
  importer.add_memory(limits_imported, 1);
  importer.add_table(ValueType::funcref(), limits_imported, 2);
  const auto explained = explain_bytes(importer.bytes(), {.trust = nullptr, .resolvers = resolvers, .entry = {}});
  CHECK(kinds_of(explained.explanation) == "import-type ");
  REQUIRE(explained.explanation.imports.size() == 2);
  CHECK(!explained.explanation.imports[0].obstacle);
  CHECK(explained.explanation.imports[1].offered == "table of funcref {min 1}");
}

}  // namespace wasmc
